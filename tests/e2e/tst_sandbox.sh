#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Judges linewarden-sandbox with curl and openssl: tst_sandbox.sh PROGRAM
set -u
program=$1
work=$(mktemp -d)
failures=0
sandbox_pid=

finish() {
    [ -n "$sandbox_pid" ] && kill "$sandbox_pid" 2>/dev/null
    rm -rf "$work"
}
trap finish EXIT

# expect WHAT ACTUAL WANTED
expect() {
    if [ "$2" = "$3" ]; then
        echo "ok    $1"
    else
        echo "FAIL  $1: got '$2', wanted '$3'"
        failures=$((failures + 1))
    fi
}

# contains WHAT TEXT PART
contains() {
    case $2 in
        *"$3"*) echo "ok    $1" ;;
        *) echo "FAIL  $1: '$3' is not in '$2'"; failures=$((failures + 1)) ;;
    esac
}

# field EXPRESSION: of the ready file, as Python sees it
field() {
    python3 -c "import json, sys; r = json.load(open('$work/ready.json')); print($1)"
}

# value JSON EXPRESSION
value() {
    python3 -c "import json, sys; a = json.loads(sys.argv[1]); print($2)" "$1" 2>/dev/null
}

# start OPTIONS...: standard input is the pipe $work/in, which descriptor 9 keeps open
start() {
    rm -f "$work/ready.json" "$work/in"
    mkfifo "$work/in"
    "$program" --ready-file "$work/ready.json" "$@" <"$work/in" 2>"$work/stderr" &
    sandbox_pid=$!
    exec 9>"$work/in"
    for _ in $(seq 200); do
        [ -e "$work/ready.json" ] && return
        kill -0 "$sandbox_pid" 2>/dev/null || break
        read -r -t 0.05 <>"$work/tick"
    done
    echo "FAIL  the sandbox is not ready: $(cat "$work/stderr")"
    exit 1
}

# ends WHAT: the program ends by itself within five seconds, with 0
ends() {
    for _ in $(seq 100); do
        kill -0 "$sandbox_pid" 2>/dev/null || break
        read -r -t 0.05 <>"$work/tick"
    done
    kill -0 "$sandbox_pid" 2>/dev/null
    expect "$1" $? 1
    wait "$sandbox_pid"
    expect "$1: exit code" $? 0
}

# ask URL [curl options]: the body, judged by the certificate of the server itself
ask() {
    curl --silent --show-error --noproxy '*' --max-time 20 --cacert "$work/trusted.pem" \
        --cookie "$work/cookies" --cookie-jar "$work/cookies" "$@" 2>"$work/curl.err"
}

certificate_of() {
    openssl s_client -connect "${1#https://}" -showcerts </dev/null 2>/dev/null | openssl x509
}

fingerprint_of() {
    certificate_of "$1" | openssl x509 -noout -fingerprint -sha256 | cut -d= -f2 | tr -d : |
        tr 'A-F' 'a-f'
}

password_of() {
    printf '%s' "$1" | openssl dgst -md5 -r | cut -c1-32 | tr -d '\n' | openssl base64 -A
}

fault() {
    ask "$control/fault" --data "{\"server\":\"Lab 83.19\",\"call\":\"$1\",\"fault\":\"$2\"}"
}

mkfifo "$work/tick"

# --- ready file and certificates ---------------------------------------------------------------
start --state-dir "$work/state"
expect "ready file is private" "$(python3 -c "import os; print(oct(os.stat('$work/ready.json').st_mode & 0o777))")" 0o600
expect "five PBXs" "$(field "len(r['pbxs'])")" 5
expect "two platforms" "$(field "len(r['platforms'])")" 2
expect "names of the ready file" "$(field "' '.join(sorted(r))")" \
    "control control_sha256 mailbox pbxs platforms"
expect "names of a PBX" "$(field "' '.join(sorted(r['pbxs'][0]))")" \
    "accounts edition firmware name sha256 url"
expect "one with OpenAPI has its client" "$(field "' '.join(sorted(r['pbxs'][2]['openapi']))")" \
    "client_id client_secret"
expect "names of a platform" "$(field "' '.join(sorted(r['platforms'][0]))")" \
    "client_id client_secret codes email name provider_password sha256 url yeastar_id"
expect "each PBX has every role" \
    "$(field "all({a['role'] for a in p['accounts']} == {'super_admin', 'administrator', 'user'} for p in r['pbxs'])")" True
expect "editions" "$(field "' '.join(p['edition'] for p in r['pbxs'])")" \
    "software software software appliance cloud"
expect "mailbox is in the state folder" "$(field "r['mailbox']")" "$work/state/mail"
expect "mailbox exists" "$([ -d "$work/state/mail" ] && echo yes)" yes

pbx=$(field "r['pbxs'][2]['url']")
control=$(field "r['control']")
platform=$(field "r['platforms'][1]['url']")
expect "sha256 is what openssl sees" "$(fingerprint_of "$pbx")" "$(field "r['pbxs'][2]['sha256']")"
expect "of the control endpoint too" "$(fingerprint_of "$control")" "$(field "r['control_sha256']")"
names=$(certificate_of "$pbx" | openssl x509 -noout -ext subjectAltName)
contains "certificate names localhost" "$names" "DNS:localhost"
contains "certificate names 127.0.0.1" "$names" "IP Address:127.0.0.1"
contains "certificate is P-256" "$(certificate_of "$pbx" | openssl x509 -noout -text)" "prime256v1"
{ certificate_of "$pbx"; certificate_of "$control"; } >"$work/trusted.pem"
contains "TLS 1.2 is spoken" "$(openssl s_client -tls1_2 -connect "${pbx#https://}" </dev/null 2>&1)" \
    "Protocol  : TLSv1.2"
openssl s_client -tls1_1 -cipher 'ALL:@SECLEVEL=0' -connect "${pbx#https://}" </dev/null >/dev/null 2>&1
expect "TLS 1.1 is refused" $? 1

# --- HTTP rules --------------------------------------------------------------------------------
expect "no User-Agent is 400" \
    "$(ask "$pbx/api/v1.0/pbx/getproduct" -A '' -o /dev/null -w '%{http_code}')" 400
headers=$(ask "$pbx/api/v1.0/pbx/getproduct?host=x" -D - -o /dev/null)
contains "content type" "$headers" "Content-Type: application/json;charset=utf-8"
contains "date" "$headers" "GMT"
expect "unknown path" "$(value "$(ask "$pbx/api/v1.0/nothing")" "a['errcode']")" 10001
expect "HEAD has no body" "$(ask -I "$pbx/api/v1.0/pbx/getproduct" -o /dev/null -w '%{size_download}')" 0
head -c 4000000 /dev/zero | tr '\0' x >"$work/large"
for attempt in 1 2 3 4 5; do
  expect "a megabyte is too much, upload $attempt" \
      "$(ask "$pbx/api/v1.0/login" -H 'Expect:' --data-binary "@$work/large" -o /dev/null -w '%{http_code}')" 413
done

# --- the whole job -----------------------------------------------------------------------------
expect "without a session" "$(value "$(ask "$pbx/api/v1.0/remotemanagement/get")" "a['errcode']")" 10004
password=$(password_of "$(field "r['pbxs'][2]['accounts'][0]['password']")")
answer=$(ask "$pbx/api/v1.0/login" --data "{\"username\":\"admin\",\"password\":\"$password\"}")
expect "sign in" "$(value "$answer" "a['errcode'], a['role'], a['auto_logout_time']")" \
    "0 super_admin 15"
code=$(field "r['platforms'][0]['codes'][0]")
expect "save" "$(value "$(ask "$pbx/api/v1.0/remotemanagement/update" \
    --data "{\"connection_server_type\":\"default\",\"activation_method\":\"auth_code\",\"authentication_code\":\"$code\"}")" \
    "a['errcode']")" 0
state=
for _ in $(seq 100); do
    state=$(value "$(ask "$pbx/api/v1.0/remotemanagement/status")" "a['status']['state']")
    [ "$state" = Connected ] && break
done
expect "connected" "$state" Connected
expect "the platform knows the device" \
    "$(value "$(ask "$control/state")" "a['Hosted']['used'], a['Hosted']['codes_used']")" "1 1"
answer=$(ask "$pbx/api/v1.0/remotemanagement/update" --data "{\"authentication_code\":\"$code\"}")
expect "a used code" "$(value "$answer" "a['errcode'], a['reason']")" "70611 used"
answer=$(ask "$pbx/api/v1.0/remotemanagement/update" --data "{\"connection_server_type\":\"custom\",
    \"server_address\":\"${platform#https://}\",\"activation_method\":\"email\",
    \"email\":\"$(field "r['platforms'][1]['email']")\",\"email_password\":\"$(field "r['platforms'][1]['provider_password']")\"}")
expect "by e-mail at the self-hosted platform" "$(value "$answer" "a['errcode']")" 0
expect "the first platform was left" "$(value "$(ask "$control/state")" "a['Self-hosted']['used']")" 1
expect "disconnect" "$(value "$(ask "$pbx/api/v1.0/remotemanagement/disconnect" --data '{}')" "a['errcode']")" 0
contains "no secret in the state" "$(ask "$control/state" | grep -c "Practice-\|$code")" 0

# --- control endpoint --------------------------------------------------------------------------
expect "fault answers {}" "$(fault 'pbx/getproduct' not-json)" '{}'
contains "the fault is met" "$(ask "$pbx/api/v1.0/pbx/getproduct")" "<html>"
contains "and used up" "$(ask "$pbx/api/v1.0/pbx/getproduct")" '"errcode":0'
expect "an unknown fault is 400" \
    "$(ask "$control/fault" -o "$work/reason" -w '%{http_code}' --data '{"server":"Lab 83.19","call":"*","fault":"boom"}')" 400
contains "with its reason" "$(cat "$work/reason")" '{"error":"unknown fault \"boom\""}'
for body in '' '[]' '{' '{"server":"Lab 83.19"}' '{"server":"nobody","call":"*","fault":"delay"}' \
    '{"server":"Lab 83.19","call":"x","fault":"delay"}' \
    '{"server":"Lab 83.19","call":"*","fault":"delay","times":0}' \
    '{"server":"Lab 83.19","call":"*","fault":"delay","times":"1"}' \
    '{"server":"Lab 83.19","call":"*","fault":"delay","value":[]}' \
    '{"server":"Lab 83.19","call":"*","fault":"delay","speed":1}'; do
    expect "refused: '$body'" "$(ask "$control/fault" -o /dev/null -w '%{http_code}' --data "$body")" 400
done
for body in '{}' '{"advance":"1"}' '{"advance":1.5}' '{"advance":1e300}' '{"advance":1,"x":2}'; do
    expect "refused: '$body'" "$(ask "$control/clock" -o /dev/null -w '%{http_code}' --data "$body")" 400
done
expect "control knows its paths" "$(ask "$control/other" -o /dev/null -w '%{http_code}')" 404
expect "and its verbs" "$(ask "$control/fault" -o /dev/null -w '%{http_code}')" 405
expect "clock answers {}" "$(ask "$control/clock" --data '{"advance":900}')" '{}'
expect "the session is over" "$(value "$(ask "$pbx/api/v1.0/remotemanagement/get")" "a['errcode']")" 10004

# --- faults that only other tools can see ------------------------------------------------------
for kind in cut-before cut-after truncate reset; do
    fault '*' $kind >/dev/null
    ask "$pbx/api/v1.0/pbx/getproduct" -o /dev/null
    result=$?
    [ $result -eq 52 ] || [ $result -eq 56 ] || [ $result -eq 18 ]
    expect "$kind is an error for curl ($result)" $? 0
done
contains "reset is a TCP reset" "$(cat "$work/curl.err")" "reset"
fault '*' redirect >/dev/null
expect "redirect" "$(ask "$pbx/api/v1.0/pbx/getproduct" -o /dev/null -w '%{http_code} %{redirect_url}')" \
    "302 https://127.0.0.1/elsewhere"
fault '*' huge >/dev/null
size=$(ask "$pbx/api/v1.0/pbx/getproduct" -o /dev/null -w '%{size_download}')
expect "huge is over 4 MiB ($size)" "$([ "$size" -gt 4194304 ] && echo yes)" yes
fault '*' new-certificate >/dev/null
expect "another certificate" "$([ "$(fingerprint_of "$pbx")" != "$(field "r['pbxs'][2]['sha256']")" ] && echo yes)" yes
fault '*' expired-certificate >/dev/null
certificate_of "$pbx" >"$work/expired.pem"
openssl x509 -in "$work/expired.pem" -noout -checkend 0 >/dev/null
expect "an expired certificate" $? 1
fault '*' old-tls >/dev/null
contains "TLS 1.1 only" "$(openssl s_client -tls1_1 -cipher 'ALL:@SECLEVEL=0' -connect "${pbx#https://}" </dev/null 2>&1)" \
    "Protocol  : TLSv1.1"
fault '*' old-tls >/dev/null
openssl s_client -tls1_2 -connect "${pbx#https://}" </dev/null >/dev/null 2>&1
expect "nothing newer then" $? 1
expect "afterwards as before" "$(fingerprint_of "$pbx")" "$(field "r['pbxs'][2]['sha256']")"

# --- start over, end ---------------------------------------------------------------------------
expect "reset answers {}" "$(ask "$control/reset" -X POST)" '{}'
expect "counters are back" "$(value "$(ask "$control/state")" "a['Lab 83.19']['requests'], a['Hosted']['codes_fresh']")" "{} 8"
exec 9>&-
ends "ends when its input is closed"
start
kill -TERM "$sandbox_pid"
ends "ends on SIGTERM"
exec 9>&-
rm -f "$work/ready.json"
"$program" --ready-file "$work/ready.json" </dev/null &
sandbox_pid=$!
for _ in $(seq 200); do
    [ -e "$work/ready.json" ] && break
    read -r -t 0.05 <>"$work/tick"
done
mailbox=$(field "r['mailbox']")
read -r -t 0.3 <>"$work/tick"
expect "does not end by /dev/null" "$(kill -0 "$sandbox_pid" && echo running)" running
kill -INT "$sandbox_pid"
ends "ends on SIGINT"
expect "leaves no temporary folder" "$([ -e "$mailbox" ] || echo gone)" gone
sandbox_pid=

# --- options -----------------------------------------------------------------------------------
echo '{"format": 1, "pbxs": []}' >"$work/scenario.json"
echo '{"format": 1, "calls": {"logon": {}}}' >"$work/wire.json"
while IFS='|' read -r what part options; do
    # shellcheck disable=SC2086 # several words
    message=$("$program" $options 2>&1 </dev/null)
    expect "$what: exit code" $? 2
    contains "$what: message" "$message" "$part"
done <<ROWS
no ready file|--ready-file|
unknown option|bogus|--ready-file $work/r --bogus
stray argument|stray|--ready-file $work/r stray
missing scenario|nowhere.json|--ready-file $work/r --scenario $work/nowhere.json
scenario with a mistake|scenario.pbxs|--ready-file $work/r --scenario $work/scenario.json
wire profile with a mistake|line 1|--ready-file $work/r --wire $work/wire.json
bad mail server|--smtp|--ready-file $work/r --smtp http://x
state folder that is a file|--state-dir|--ready-file $work/r --state-dir $work/wire.json
ready file nowhere|--ready-file|--ready-file $work/no/such/folder/r
ROWS
contains "help" "$("$program" --help)" "--scenario"

echo "$failures failures"
[ "$failures" -eq 0 ]
