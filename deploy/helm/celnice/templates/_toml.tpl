{{/*
Values as TOML. Helm's own toToml writes whole numbers of values as fractions (2.0). Strings of JSON are strings of TOML (v1.0.0).
A table's plain keys stand before its tables, as TOML wants it.
*/}}
{{- define "celnice.toml" -}}
{{- $path := .path -}}
{{- range $key, $value := .table -}}
{{- if not (or (kindIs "invalid" $value) (include "celnice.toml.below" $value)) }}
{{ include "celnice.toml.key" $key }} = {{ include "celnice.toml.value" $value }}
{{- end -}}
{{- end -}}
{{- range $key, $value := .table -}}
{{- $here := append $path (include "celnice.toml.key" $key) -}}
{{- if kindIs "map" $value }}

[{{ join "." $here }}]
{{- include "celnice.toml" (dict "path" $here "table" $value) -}}
{{- else if include "celnice.toml.below" $value -}}
{{- range $value }}

[[{{ join "." $here }}]]
{{- include "celnice.toml" (dict "path" $here "table" .) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* Not empty for a table and a list of tables. */}}
{{- define "celnice.toml.below" -}}
{{- if kindIs "map" . -}}
yes
{{- else if and (kindIs "slice" .) . -}}
{{- $plain := false -}}
{{- range . -}}{{- if not (kindIs "map" .) -}}{{- $plain = true -}}{{- end -}}{{- end -}}
{{- if not $plain -}}yes{{- end -}}
{{- end -}}
{{- end -}}

{{- define "celnice.toml.key" -}}
{{- regexMatch "^[A-Za-z0-9_-]+$" . | ternary . (toJson .) -}}
{{- end -}}

{{- define "celnice.toml.value" -}}
{{- if kindIs "float64" . -}}
{{- eq . (floor .) | ternary (printf "%.0f" .) (toString .) -}}
{{- else if kindIs "slice" . -}}
{{- $parts := list -}}
{{- range . -}}{{- $parts = append $parts (include "celnice.toml.value" .) -}}{{- end -}}
[{{ join ", " $parts }}]
{{- else if kindIs "map" . -}}
{{- $parts := list -}}
{{- range $key, $value := . -}}
{{- $parts = append $parts (printf "%s = %s" (include "celnice.toml.key" $key) (include "celnice.toml.value" $value)) -}}
{{- end -}}
{ {{- join ", " $parts -}} }
{{- else -}}
{{- toJson . -}}
{{- end -}}
{{- end -}}
