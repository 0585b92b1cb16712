{{- define "celnice.closed" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: {drop: [ALL]}
{{- end -}}

{{/* What values mount beside what every node has; the two lists belong together. */}}
{{- define "celnice.mounts" -}}
{{- if .Values.secrets.store }}
- {name: store, mountPath: /run/celnice/store, readOnly: true}
{{- end }}
{{- if .Values.trust.configMap }}
- {name: trust, mountPath: /run/celnice/trust, readOnly: true}
{{- end }}
{{- range $folder, $_ := .Values.secretFiles }}
- {name: {{ $folder }}, mountPath: /run/celnice/{{ $folder }}, readOnly: true}
{{- end }}
{{- with .Values.extraVolumeMounts }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "celnice.volumes" -}}
{{- if .Values.secrets.store }}
- name: store
  secret: {secretName: {{ quote .Values.secrets.store }}, defaultMode: 288}
{{- end }}
{{- if .Values.trust.configMap }}
- name: trust
  configMap: {name: {{ quote .Values.trust.configMap }}}
{{- end }}
{{- range $folder, $secret := .Values.secretFiles }}
- name: {{ $folder }}
  secret: {secretName: {{ quote $secret }}, defaultMode: 288}
{{- end }}
{{- with .Values.extraVolumes }}
{{ toYaml . }}
{{- end }}
{{- end -}}
