#!/usr/bin/env bash
# Follows a page of the book: shows each step, asks before it runs a block, and writes down what it saw.
#
#   bash follow.sh [--dry-run] [--transcript FILE] PAGE.md [PART...]
#
# PAGE.md is a page as Markdown, PART a part of it: its number, or the first words of its title. Several are followed one after
# the other. The blocks run as they are on the page, in one terminal of their own. Whoever reads the transcript sees no secret:
# what you type where a block asks for one, and whatever has the shape of a token or a private key, is masked.
set -u
LC_ALL=C

usage() {
  sed -n 's/^#   //p' "$0" >&2
  exit 2
}
fail() {
  printf '%s\n' "$1" >&2
  exit 1
}

DRY='' TRANSCRIPT=''
while [ $# -gt 0 ]; do
  case $1 in
    --dry-run) DRY=yes ;;
    --transcript) [ $# -gt 1 ] || usage; TRANSCRIPT=$2; shift ;;
    -*) usage ;;
    *) break ;;
  esac
  shift
done
[ $# -ge 1 ] || usage
PAGE=$1
shift

# --- the page: pieces in their order, each a kind and a text

KINDS=() TEXTS=()
piece() {
  KINDS[${#KINDS[@]}]=$1
  TEXTS[${#TEXTS[@]}]=$2
}

# Control characters could hide what a block does.
readable() { tr -d '\000-\010\013-\037\177' < "$1"; }

read_page() {
  local line text='' block='' fence='' indent='' info='' rest
  [ -f "$1" ] || fail "there is no page $1"
  while IFS= read -r line; do
    rest=${line#"${line%%[! ]*}"}
    if [ -n "$fence" ]; then
      case $rest in
        "$fence"*)
          if [ -z "${rest//\`/}" ]; then
            if [ "$info" = sh ]; then piece block "$block"; else text+=$block$'\n'; fi
            fence=''
            continue
          fi ;;
      esac
      block+=${line#"$indent"}$'\n'
      continue
    fi
    case $rest in
      '```'*)
        info=${rest##*\`} fence=${rest%"$info"} indent=${line%"$rest"} block=''
        if [ "$info" = sh ] && [ -n "$text" ]; then piece text "$text"; text=''; fi
        continue ;;
      '<!-- BEGIN NOTES'*) break ;;
      '<!--'*'-->') continue ;;
    esac
    case $line in
      '## '* | '### '*)
        [ -z "$text" ] || piece text "$text"
        text=''
        case $line in '### '*) piece step "${line#\#\#\# }" ;; *) piece part "${line#\#\# }" ;; esac
        continue ;;
    esac
    text+=$line$'\n'
  done < <(readable "$1"; echo)
  [ -z "$text" ] || piece text "$text"
}

read_page "$PAGE"

# --- the part of it that is followed

# A part has steps, numbered from one; where the numbers go on through the page, all of it is one part.
FIRST=() TITLES=() LAST=0
start=0 title=$(basename "$PAGE" .md) starts=0
for ((i = 0; i < ${#KINDS[@]}; i++)); do
  case ${KINDS[i]} in
    part) start=$i title=${TEXTS[i]} ;;
    step)
      case ${TEXTS[i]} in
        '1. '*) FIRST[starts]=$start TITLES[starts]=$title starts=$((starts + 1)) LAST=$i ;;
        [0-9]*) LAST=$i ;;
      esac ;;
  esac
done
[ "$starts" -gt 0 ] || fail "$PAGE has no steps"

lower() { printf '%s' "$1" | tr '[:upper:]' '[:lower:]'; }
CHOSEN=()
choose() {
  local i
  for ((i = 0; i < ${#TITLES[@]}; i++)); do
    case $(lower "${TITLES[i]}") in "$(lower "$1")"*) CHOSEN[${#CHOSEN[@]}]=$i; return ;; esac
    if [ "$1" = $((i + 1)) ]; then CHOSEN[${#CHOSEN[@]}]=$i; return; fi
  done
  CHOSEN=()
  return 1
}
if [ $# -eq 0 ] && [ ${#FIRST[@]} -eq 1 ]; then CHOSEN=(0); fi
for part in "$@"; do choose "$part" || break; done
if [ ${#CHOSEN[@]} -eq 0 ]; then
  printf 'Which part of %s? Name it, or its number:\n\n' "$PAGE" >&2
  for ((i = 0; i < ${#TITLES[@]}; i++)); do printf '  %s  %s\n' $((i + 1)) "${TITLES[i]}" >&2; done
  exit 2
fi

# Where the part that begins at a piece ends.
end_of_part() {
  local i=$1
  if [ "$starts" -eq 1 ]; then i=$LAST; fi
  for ((END = i + 1; END < ${#KINDS[@]}; END++)); do
    if [ "${KINDS[END]}" = part ]; then return; fi
  done
}

# --- the transcript

SECRETS=()
KEY=''
# A line without what nobody may see; empty lines of a private key are one.
mask() {
  local line=$1 secret shape='(gh[pousr]_|github_pat_|glpat-|npm_|dckr_pat_|xox[a-z]-|eyJ)[A-Za-z0-9_.-]{10,}'
  for secret in ${SECRETS[@]+"${SECRETS[@]}"}; do line=${line//"$secret"/[masked]}; done
  while [[ $line =~ $shape ]]; do line=${line//"${BASH_REMATCH[0]}"/[masked]}; done
  case $line in
    *'-----BEGIN '*'PRIVATE KEY-----'*) KEY=yes line='[masked private key]' ;;
    *'-----END '*'PRIVATE KEY-----'*) KEY='' line='' ;;
    *) [ -z "$KEY" ] || line='' ;;
  esac
  LINE=$line
}
now() { date -u +%Y-%m-%dT%H:%M:%SZ; }
note() { [ -n "$DRY" ] || printf '%s\n' "$1" >> "$TRANSCRIPT"; }
say() { printf '%s\n' "$1"; }
# Text of the page, without empty lines around it.
tell() { awk 'NF { if (empty && any) print ""; print; any = 1 } { empty = !NF }' <<< "$1"; say ""; }

ask() { # what may be answered, and what that means; the answer is in ANSWER
  printf '%s ' "$2"
  while IFS= read -r ANSWER; do
    ANSWER=${ANSWER:-y}
    case $1 in *"$ANSWER"*) [ ${#ANSWER} -ne 1 ] || return 0 ;; esac
    printf '%s ' "$2"
  done
  stop 'the input ended'
}
stop() {
  note ""
  note "Stopped at $(now): $1."
  say "Stopped: $1. The transcript is $TRANSCRIPT"
  IS_STOPPED=yes
  exit 1
}

# --- the terminal in which the blocks run: interactive, so that an empty variable ends one command and not the shell

PLACE='' IS_STOPPED='' MARK=end-$$-$RANDOM$RANDOM
close() {
  trap - EXIT INT TERM HUP
  # With the end of its input the terminal ends, and deletes its folder.
  [ -z "$IS_STOPPED" ] || kill -INT -- "-$SHELL_ID" 2> /dev/null
  exec 3>&-
  for ((i = 0; i < 500; i++)); do
    kill -0 "$SHELL_ID" 2> /dev/null || break
    # What it still prints must not keep it.
    IFS= read -r -t 1 _ <&4
  done
  exec 4<&-
  rm -rf -- "${PLACE:?}"
}
apart() {
  if command -v setsid > /dev/null; then exec setsid "$@"; else exec perl -e 'use POSIX; POSIX::setsid(); exec @ARGV' "$@"; fi
}
open_terminal() {
  PLACE=$(mktemp -d) || exit 1
  mkfifo -m 600 "$PLACE/in" "$PLACE/out" || exit 1
  PS1='' PS2='' PROMPT_COMMAND='' apart bash --norc --noprofile --noediting -i < "$PLACE/in" > "$PLACE/out" 2>&1 &
  SHELL_ID=$!
  disown "$SHELL_ID"
  exec 3> "$PLACE/in" 4< "$PLACE/out"
  trap close EXIT
  trap 'stop "you interrupted it"' INT TERM HUP
  printf 'set +H; unset HISTFILE\n' >&3
  finish hidden
}
# Reads what the block prints until it ends; CODE is how the last command of it ended.
finish() {
  local line held='' is_held=''
  printf '\nprintf "\\n%%s %%s\\n" %s "$?"\n' "$MARK" >&3
  while IFS= read -r line <&4 || [ -n "$line" ]; do
    case $line in "$MARK "*) CODE=${line#"$MARK "}; break ;; esac
    if [ -n "$is_held" ]; then show "$held" "$1"; fi
    held=$line is_held=yes
  done
  [ -z "$held" ] || show "$held" "$1"
}
show() {
  [ "$2" = seen ] || return 0
  mask "$1"
  say "$LINE"
  note "      $LINE"
}

# A block that asks for a value gets it from here, and nobody sees it.
is_question() { case $1 in *'read -r'*) [ "$(printf '%s' "$1" | grep -c .)" -eq 1 ] ;; *) false ;; esac; }
is_sign_in() { case $1 in *'gh auth login'* | *'gh auth refresh'*) true ;; *) false ;; esac; }

run() {
  local value
  note "- $(now) ran:"
  note ""
  while IFS= read -r value; do mask "$value"; note "      $LINE"; done <<< "${1%$'\n'}"
  note ""
  if is_sign_in "$1"; then
    (unset GH_TOKEN GITHUB_TOKEN GH_ENTERPRISE_TOKEN GITHUB_ENTERPRISE_TOKEN GH_HOST; eval "$1")
    CODE=$?
    note "  It ran in your own terminal and ended with $CODE."
    return
  fi
  printf '%s' "$1" >&3
  if is_question "$1"; then
    case $1 in
      *'read -rs'*) printf 'Value, which stays hidden: '; IFS= read -rs value; echo; [ -z "$value" ] || SECRETS[${#SECRETS[@]}]=$value ;;
      *) printf 'Value: '; IFS= read -r value; note "  Typed: $value" ;;
    esac
    printf '%s\n' "$value" >&3
  fi
  note "  It printed:"
  note ""
  finish seen
  note ""
}

# --- following

expected() { # the sentences that say what one should see
  awk '/^\*\*You should see/ { on = 1 } /^$/ { on = 0 } on' <<< "$1"
}
step() {
  say "== $1"
  say ""
  note ""
  note "## $1"
  note ""
}
# Whether the step is done: what was seen, against what the step says.
is_settled() {
  local words
  words=$(expected "$1")
  if [ -z "$words" ] || [ "$RAN" = no ]; then return 0; fi
  note "- Expected: $words"
  ask ynq 'Is that what you see? Enter: yes, n: no, q: stop'
  case $ANSWER in
    y) note "- $(now) seen"; return 0 ;;
    q) stop 'you stopped it' ;;
  esac
  note "- $(now) NOT as expected"
  ask rcq 'The step says above what to do. r: once more, c: go on, q: stop'
  case $ANSWER in
    r) return 1 ;;
    q) stop 'you stopped it' ;;
  esac
}
# The steps from one piece to another.
follow() {
  local i=$1 end=$2 next
  while [ "$i" -lt "$end" ]; do
    for ((next = i + 1; next < end; next++)); do
      case ${KINDS[next]} in part | step) break ;; esac
    done
    one_step "$i" "$next"
    i=$next
  done
}
one_step() {
  local first=$1 end=$2 i text
  case ${KINDS[first]} in
    part | step) step "${TEXTS[first]}"; first=$((first + 1)) ;;
  esac
  while :; do
    RAN=no text=''
    for ((i = first; i < end; i++)); do
      if [ "${KINDS[i]}" = block ]; then one_block "${TEXTS[i]}"; continue; fi
      text+=${TEXTS[i]}
      tell "${TEXTS[i]}"
      elsewhere "${TEXTS[i]}" "${TEXTS[first - (first > 0)]}"
    done
    [ -z "$DRY" ] || return 0
    if is_settled "$text"; then return 0; fi
  done
}
one_block() {
  printf '%s' "$1" | sed 's/^/    /'
  say ""
  [ -z "$DRY" ] || return 0
  ask ysq 'Run it? Enter: run, s: skip, q: stop'
  case $ANSWER in
    y) RAN=yes; run "$1" ;;
    s) note "- $(now) skipped a block" ;;
    q) stop 'you stopped it' ;;
  esac
}
# What a step leads to: the page of what every terminal needs first, or steps of another part.
elsewhere() {
  local link ran=$RAN range
  link=$(sed -n 's/.*](\([^)#]*prepare\.md\)).*/\1/p' <<< "$1" | head -n 1)
  case $2 in
    *'. Prepare') [ -z "$link" ] || prepare "$(dirname "$PAGE")/$link" ;;
  esac
  range=$(sed -n 's/.*do steps \([0-9]*\) to \([0-9]*\) of \[Set it up\].*/\1 \2/p' <<< "$1" | head -n 1)
  [ -z "$range" ] || set_up "${range% *}" "${range#* }"
  RAN=$ran
}
prepare() {
  local kinds=("${KINDS[@]}") texts=("${TEXTS[@]}") page=$PAGE last i
  [ -f "$1" ] || return 0
  KINDS=() TEXTS=() PAGE=$1
  read_page "$1"
  for ((last = 0; last < ${#KINDS[@]}; last++)); do
    if [ "${KINDS[last]}" = part ] && [ "${TEXTS[last]}" = 'Clean up' ]; then break; fi
  done
  for ((i = 0; i < last; i++)); do
    if [ "${KINDS[i]}" = step ]; then follow "$i" "$last"; break; fi
  done
  KINDS=("${kinds[@]}") TEXTS=("${texts[@]}") PAGE=$page
}
set_up() {
  local i number is_there='' from='' end=${#KINDS[@]}
  for ((i = 0; i < ${#KINDS[@]}; i++)); do
    case ${KINDS[i]} in
      part)
        if [ -n "$from" ]; then end=$i; break; fi
        is_there=''
        if [ "${TEXTS[i]}" = 'Set it up' ]; then is_there=yes; fi ;;
      step)
        number=${TEXTS[i]%%.*}
        [ -n "$is_there" ] || continue
        if [ "$number" = "$1" ]; then from=$i; fi
        # Undoing it comes behind the numbered ones.
        case $number in *[!0-9]* | $(($2 + 1))) if [ -n "$from" ]; then end=$i; break; fi ;; esac ;;
    esac
  done
  [ -z "$from" ] || follow "$from" "$end"
}

if [ -z "$DRY" ]; then
  umask 077
  : "${TRANSCRIPT:=transcript-$(basename "$PAGE" .md)-$(date -u +%Y%m%dT%H%M%SZ).md}"
  [ ! -e "$TRANSCRIPT" ] || fail "there is a $TRANSCRIPT already"
  : > "$TRANSCRIPT" || exit 1
  open_terminal
  note "# Transcript of $PAGE"
  note ""
  note "Begun $(now) by $(id -un). The page has the checksum $(cksum < "$PAGE" | tr ' ' -)."
fi
for number in "${CHOSEN[@]}"; do
  end_of_part "${FIRST[number]}"
  say ""
  say "${TITLES[number]} ($PAGE)"
  follow "${FIRST[number]}" "$END"
done
if [ -z "$DRY" ]; then
  note ""
  note "Ended $(now)."
  say ""
  say "Done. The transcript is $TRANSCRIPT. Copy any word now, so that the clipboard holds no secret."
fi
