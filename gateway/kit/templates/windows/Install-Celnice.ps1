# Celnice na počítači s Windows. Spouštět jako správce; opakované spuštění nic nezkazí.
#   powershell -ExecutionPolicy Bypass -File Install-Celnice.ps1 [-Developer] [-Remove]
[CmdletBinding()]
param(
    [switch]$Developer,   # také proměnné prostředí pro Python, Node, Javu a git
    [switch]$Remove
)
$ErrorActionPreference = 'Stop'
$here = Split-Path -Parent $MyInvocation.MyCommand.Path
$target = Join-Path $env:ProgramData 'Celnice'
$thumbprint = '{{sha1}}'
$rule = 'Celnice: bez HTTP/3 (UDP 80, 443)'
$variables = @{
    NODE_EXTRA_CA_CERTS = Join-Path $target 'celnice-ca.pem'
    REQUESTS_CA_BUNDLE  = Join-Path $target 'celnice-bundle.pem'
    SSL_CERT_FILE       = Join-Path $target 'celnice-bundle.pem'
    CURL_CA_BUNDLE      = Join-Path $target 'celnice-bundle.pem'
    JAVA_TOOL_OPTIONS   = '-Djavax.net.ssl.trustStoreType=WINDOWS-ROOT'
}

if ($Remove) {
    Get-ChildItem Cert:\LocalMachine\Root | Where-Object { $_.Thumbprint -eq $thumbprint } | Remove-Item
    Get-NetFirewallRule -DisplayName $rule -ErrorAction SilentlyContinue | Remove-NetFirewallRule
    foreach ($name in $variables.Keys) {
        if ([Environment]::GetEnvironmentVariable($name, 'Machine') -eq $variables[$name]) {
            [Environment]::SetEnvironmentVariable($name, $null, 'Machine')
        }
    }
    Remove-Item -Recurse -Force $target -ErrorAction SilentlyContinue
    return
}

$file = Join-Path $here '..\ca\celnice-ca.cer'
$found = (Get-PfxCertificate -FilePath $file).Thumbprint
if ($found -ne $thumbprint) { throw "V sadě je jiný certifikát, než pro který byl skript vytvořen: $found" }
Import-Certificate -FilePath $file -CertStoreLocation Cert:\LocalMachine\Root | Out-Null

if (-not (Get-NetFirewallRule -DisplayName $rule -ErrorAction SilentlyContinue)) {
    New-NetFirewallRule -DisplayName $rule -Direction Outbound -Protocol UDP -RemotePort 80,443 -Action Block | Out-Null
}

if ($Developer) {
    New-Item -ItemType Directory -Force $target | Out-Null
    Copy-Item (Join-Path $here '..\ca\celnice-ca.pem'), (Join-Path $here '..\ca\celnice-bundle.pem') $target
    foreach ($name in $variables.Keys) {
        if (-not [Environment]::GetEnvironmentVariable($name, 'Machine')) {
            [Environment]::SetEnvironmentVariable($name, $variables[$name], 'Machine')
        }
    }
    if (Get-Command git -ErrorAction SilentlyContinue) { git config --system http.sslBackend schannel }
}
Write-Output 'Celnice: hotovo. Zasady prohlizecu: celnice.reg nebo GPO.'
