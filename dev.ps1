# The one door to Linewarden's house on Windows: .\dev.ps1 help lists the verbs. Its twin for Linux and macOS is ./dev.
# Needs Visual Studio 2022 or its build tools with C++, CMake and Ninja among them. The libraries come from vcpkg: from
# VCPKG_ROOT, else a copy of its own in build\vcpkg. The first time that takes long, because Qt is compiled.
param([string]$Verb = 'help', [Parameter(ValueFromRemainingArguments = $true)][string[]]$Rest = @())
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
Set-Location $PSScriptRoot

function Say([string]$Text) { [Console]::Error.WriteLine("dev: $Text") }
function Stop-With([string]$Text) { Say $Text; exit 1 }
function Test-Command([string]$Name) { return [bool](Get-Command $Name -ErrorAction SilentlyContinue) }

# Runs a program and ends with its exit code when that is not 0.
function Invoke-Checked([string]$Program, [string[]]$Arguments) {
    & $Program @Arguments
    if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
}

function Get-Preset { if ($env:CI -and $env:CI -ne 'false') { return 'ci' } else { return 'dev' } }

# Installs a program by winget when it is missing; nothing happens when it is here.
function Install-Program([string]$Command, [string]$Package) {
    if (Test-Command $Command) { return }
    if (-not (Test-Command 'winget')) { Stop-With "$Command is missing: install $Package, then run this again" }
    Say "installing $Package"
    Invoke-Checked 'winget' @('install', '--exact', '--id', $Package, '--accept-source-agreements', '--accept-package-agreements')
    $env:Path = [Environment]::GetEnvironmentVariable('Path', 'Machine') + ';' + [Environment]::GetEnvironmentVariable('Path', 'User')
    if (-not (Test-Command $Command)) { Stop-With "$Package is installed: open a new terminal and run this again" }
}

# The compiler's environment, as the "x64 Native Tools" prompt has it.
function Enter-Compiler {
    if (Test-Command 'cl') { return }
    $finder = Join-Path ${env:ProgramFiles(x86)} 'Microsoft Visual Studio\Installer\vswhere.exe'
    if (-not (Test-Path $finder)) { Stop-With 'Visual Studio 2022 (or its build tools) with "Desktop development with C++" is needed' }
    $found = & $finder -latest -products '*' -requires Microsoft.VisualStudio.Component.VC.Tools.x86.x64 -property installationPath
    if (-not $found) { Stop-With 'Visual Studio is here, but not its C++ tools: add "Desktop development with C++"' }
    Import-Module (Join-Path $found 'Common7\Tools\Microsoft.VisualStudio.DevShell.dll')
    Enter-VsDevShell -VsInstallPath $found -SkipAutomaticLocation -DevCmdArguments '-arch=x64 -host_arch=x64' | Out-Null
}

function Get-Vcpkg {
    if ($env:VCPKG_ROOT -and (Test-Path $env:VCPKG_ROOT)) { return $env:VCPKG_ROOT }
    $folder = Join-Path $PSScriptRoot 'build\vcpkg'
    if (-not (Test-Path (Join-Path $folder 'vcpkg.exe'))) {
        Say "fetching vcpkg into $folder"
        Invoke-Checked 'git' @('clone', '--quiet', 'https://github.com/microsoft/vcpkg', $folder) | Out-Host
        Invoke-Checked (Join-Path $folder 'bootstrap-vcpkg.bat') @('-disableMetrics') | Out-Host
    }
    return $folder
}

function Initialize-Machine {
    Install-Program 'git' 'Git.Git'
    Enter-Compiler
    Install-Program 'cmake' 'Kitware.CMake'
    Install-Program 'ninja' 'Ninja-build.Ninja'
}

# Configures a preset and builds the targets (all without one); what the tools say goes to the terminal only.
function Build-Tree([string]$Preset, [string[]]$Targets = @()) {
    Initialize-Machine
    $toolchain = Join-Path (Get-Vcpkg) 'scripts\buildsystems\vcpkg.cmake'
    Invoke-Checked 'cmake' @('--preset', $Preset, "-DCMAKE_TOOLCHAIN_FILE=$toolchain") | Out-Host
    $arguments = @('--build', '--preset', $Preset)
    if ($Targets.Count -gt 0) { $arguments += @('--target') + $Targets }
    Invoke-Checked 'cmake' $arguments | Out-Host
    $libraries = Join-Path $PSScriptRoot "build\$Preset\vcpkg_installed\x64-windows"
    $env:Path = "$libraries\debug\bin;$libraries\bin;$env:Path"
    $env:QT_PLUGIN_PATH = "$libraries\debug\Qt6\plugins"
}

function Invoke-Program([string]$Program, [string[]]$Arguments) {
    Build-Tree (Get-Preset) @($Program)
    & (Join-Path $PSScriptRoot "build\$(Get-Preset)\bin\$Program.exe") @Arguments
    exit $LASTEXITCODE
}

function Get-Sources { return @(git ls-files --cached --others --exclude-standard -- '*.cpp' '*.h' | Where-Object { Test-Path $_ }) }

function Invoke-Format([string[]]$Arguments) {
    Install-Program 'clang-format' 'LLVM.LLVM'
    if ($Arguments -notcontains '--check') { Invoke-Checked 'clang-format' (@('-i') + (Get-Sources)); return }
    $wrong = @(Get-Sources | Where-Object { & clang-format --dry-run -Werror $_ 2>$null; $LASTEXITCODE -ne 0 })
    if ($wrong.Count -gt 0) { $wrong | ForEach-Object { "  $_" }; Stop-With 'these files are not formatted (.\dev.ps1 format mends them)' }
}

# The sources that differ from the main branch; all of them with "all", and where no base is known.
function Get-Changed([string[]]$Arguments) {
    $base = $env:LINT_BASE
    if (-not $base) { $base = git merge-base HEAD origin/HEAD 2>$null }
    if ($Arguments -contains 'all' -or -not $base) { return @(git ls-files -- '*.cpp') }
    return @(git diff --name-only --diff-filter=d $base -- '*.cpp')
}

function Invoke-Lint([string[]]$Arguments) {
    Install-Program 'clang-tidy' 'LLVM.LLVM'
    Build-Tree 'tidy'
    $known = (Get-Content build\tidy\compile_commands.json -Raw | ConvertFrom-Json).file | ForEach-Object { $_ -replace '\\', '/' }
    $bad = 0
    foreach ($file in (Get-Changed $Arguments)) {
        if (-not ($known | Where-Object { $_.EndsWith("/$file") })) { continue }
        & clang-tidy -p build\tidy --quiet $file
        if ($LASTEXITCODE -ne 0) { $bad++ }
    }
    if ($bad -gt 0) { Stop-With "clang-tidy has objections to $bad files" }
}

function Show-Help {
    @'
.\dev.ps1 VERB [ARGUMENTS]

  run [ARGS]         build, then open the window on the sandbox
  test [CTEST ARGS]  build and run all tests, warnings are errors when CI is set
  format [--check]   format all sources, or only list what is not formatted
  lint [all]         clang-tidy on what changed since LINT_BASE (default: the main branch)
  asan [CTEST ARGS]  all tests under the address sanitizer
  ctl [ARGS]         build and run linewardenctl
  sandbox [ARGS]     build and run linewarden-sandbox
  shots              take the pictures of the documentation
  help               this list

What is missing on the machine is installed first: tools by winget, libraries by vcpkg.
Icons are rendered, and speed is measured, on Linux: ./dev icons, ./dev bench.
'@
}

switch ($Verb) {
    'run' { Invoke-Program 'linewarden' (@('--sandbox') + $Rest) }
    'test' { Build-Tree (Get-Preset); Invoke-Checked 'ctest' (@('--preset', (Get-Preset)) + $Rest) }
    'asan' { Build-Tree 'asan'; Invoke-Checked 'ctest' (@('--preset', 'asan') + $Rest) }
    'format' { Invoke-Format $Rest }
    'lint' { Invoke-Lint $Rest }
    'ctl' { Invoke-Program 'linewardenctl' $Rest }
    'sandbox' {
        if ($Rest.Count -eq 0) { $Rest = @('--ready-file', 'build\sandbox.json'); Say 'addresses and accounts: build\sandbox.json' }
        Invoke-Program 'linewarden-sandbox' $Rest
    }
    'shots' {
        $folder = if (Test-Path resources\handbook) { 'resources\handbook\pictures' } else { 'build\shots' }
        $env:QT_QPA_PLATFORM = 'offscreen'
        Invoke-Program 'linewarden' (@('--sandbox', '--tour', $folder) + $Rest)
    }
    { $_ -in 'help', '--help', '-h' } { Show-Help }
    default { Show-Help; Say "there is no verb '$Verb'"; exit 2 }
}
