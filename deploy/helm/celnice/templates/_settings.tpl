{{/* celnice.toml: what the chart decides, under it what the host's name gives, over that the office's settings. */}}
{{- define "celnice.settings" -}}
{{- $tls := dict "host" "0.0.0.0" "tls_certificate" "/run/celnice/tls/tls.crt" "tls_key" "/run/celnice/tls/tls.key" -}}
{{- $console := dict "names" (list .Values.host) -}}
{{- $publication := dict "proxies" (list (printf "%s:8080" .Values.host)) "base_url" (printf "https://%s" .Values.host) -}}
{{- $given := mergeOverwrite (dict "console" $console "publication" $publication) (deepCopy .Values.settings) -}}
{{- $ours := dict "data" (dict "dir" "/var/lib/celnice/data") "proxy" $tls "entrance" (deepCopy $tls) "console" (deepCopy $tls) -}}
{{- include "celnice.toml" (dict "path" list "table" (mergeOverwrite $given $ours)) | trim }}
{{ end -}}

{{/* The name that probes ask for: one that the console answers to. */}}
{{- define "celnice.probed" -}}
{{- $console := .Values.settings.console | default dict -}}
{{- $console.names | default (list .Values.host) | first -}}
{{- end -}}

{{/* What fits no cluster is said before anything is changed. */}}
{{- define "celnice.sound" -}}
{{- $many := or .Values.autoscaling.enabled (gt (int .Values.replicas) 1) -}}
{{- if and $many (not .Values.secrets.store) -}}
{{- fail "several nodes need one PostgreSQL: name the secret with its address in secrets.store" -}}
{{- end -}}
{{- $keys := .Values.persistence.keys -}}
{{- if and $many (not $keys.existingClaim) (not (has "ReadWriteMany" $keys.accessModes)) -}}
{{- fail "several nodes share the folder of keys: persistence.keys.accessModes must be [ReadWriteMany]" -}}
{{- end -}}
{{- if and .Values.autoscaling.enabled (not .Values.autoscaling.scanSeconds) (not .Values.autoscaling.cpuPercent) -}}
{{- fail "autoscaling has nothing to go by: set autoscaling.scanSeconds or autoscaling.cpuPercent" -}}
{{- end -}}
{{- $stop := (.Values.settings.proxy | default dict).stop_seconds | default 30 -}}
{{- if lt (int .Values.terminationGracePeriodSeconds) (add (int $stop) 60 | int) -}}
{{- fail "terminationGracePeriodSeconds must be 60 more than settings.proxy.stop_seconds: streams would be cut" -}}
{{- end -}}
{{- if gt (int .Values.autoscaling.minReplicas) (int .Values.autoscaling.maxReplicas) -}}
{{- fail "autoscaling.minReplicas is more than autoscaling.maxReplicas" -}}
{{- end -}}
{{- end -}}
