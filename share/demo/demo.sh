#!/bin/sh
# Make a demonstration repository: the sample specifications, and a history in which three people
# change fields over ten months. Then open ifspec in it, if there is a terminal.
#     demo.sh PROGRAM SAMPLES [DIRECTORY]
set -eu

program=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
samples=$(cd "$2" && pwd)
if [ $# -ge 3 ]; then
    target=$3
else
    cache=${XDG_CACHE_HOME:-${HOME:-}/.cache}
    mkdir -p "$cache" 2>/dev/null && [ -w "$cache" ] || cache=${TMPDIR:-/tmp}
    target=$(mktemp -d "$cache/ifspec-demo-XXXXXX")
fi

in_demo() { "$program" -C "$target" "$@"; }

# who NAME EMAIL DATE: the author of what follows.
who() {
    export GIT_AUTHOR_NAME="$1" GIT_AUTHOR_EMAIL="$2" GIT_AUTHOR_DATE="$3"
    export GIT_COMMITTER_NAME="$1" GIT_COMMITTER_EMAIL="$2" GIT_COMMITTER_DATE="$3"
}
ayse() { who "Ayşe Öztürk" ayse.oeztuerk@acme.example "$1"; }
juergen() { who "Jürgen Weiß" juergen.weiss@acme.example "$1"; }
owen() { who "Owen Hughes" owen.hughes@acme.example "$1"; }

# begin ID [FIELD=VALUE…]: the sample as it was when it was new.
begin() {
    id=$1
    shift
    mkdir -p "$target/interfaces/${id%%-*}"
    cp "$samples/$id.yaml" "$target/interfaces/${id%%-*}/$id.yaml"
    [ $# -eq 0 ] || in_demo set "$id" "$@" >/dev/null
}
# finish ID: the sample as it is.
finish() { cp "$samples/$1.yaml" "$target/interfaces/${1%%-*}/$1.yaml"; }
change() { in_demo set "$@" >/dev/null; }
# Findings of drafts are no news here; what stops a commit is.
commit() {
    in_demo commit "$@" >/dev/null 2>"$target/.git/demo-log" || {
        cat "$target/.git/demo-log" >&2
        return 1
    }
}

# A repository of its own, also where DIRECTORY lies in a working copy.
git init -q -b main "$target"
in_demo init >/dev/null
git -C "$target" config user.name "${DEMO_NAME:-Demo User}"
git -C "$target" config user.email "${DEMO_EMAIL:-demo@acme.example}"

customer=APP-S4-SF-CUSTOMER-V1
bank=FIN-BANKS-S4-STATEMENT-V2
invoice=FI-NFEHUB-ECC-NFE-V1
product=SCM-S4-AEM-PRODUCT-V1
payment=PAY-SHOP-PSP-PAYMENT-V3
activity=PROC-11VMS-SRM7-ACTIVITY-REPORT-V1
employee=HR-SFEC-ECC-EMPLOYEE-V1
orders="APP-S4-SF-ORDER-V1 APP-S4-SF-INVOICE-V1"
purchase=PROC-SRM7-11VMS-PURCHASE-ORDER-V1
older=PAY-SHOP-PSP-PAYMENT-V2
decision=ADR-0001

ayse "2025-01-07T09:12:00+01:00"
git -C "$target" add -A
git -C "$target" commit -q -m "Specifications of our interfaces: the repository"

ayse "2025-01-08T10:30:00+01:00"
begin $customer lifecycle.status=Draft overview.data_volume=Median \
    overview.target_auth="OAuth 2.0 Client Credentials" errors.retry_by=Sender \
    errors.dead_letter_queue=Disabled service_levels.rto="8 h" \
    errors.retry_logic="3x every 30s, then by hand"
commit $customer -m "$customer: first draft"

juergen "2025-01-15T14:05:00+01:00"
begin $activity lifecycle.status="In Review" overview.data_volume=Median
commit $activity -m "$activity: from the notes of the workshop"

juergen "2025-01-20T16:41:00+01:00"
change $customer overview.target_auth="OAuth 2.0 JWT Bearer" errors.retry_by=Middleware
commit $customer -m "$customer: JWT bearer flow, retries by the queue

Salesforce security review of 16 January."

owen "2025-01-27T10:15:00+00:00"
begin $older lifecycle.status=Active
begin $decision
commit $older $decision -m "Payments version 2 and the decision on events, from the wiki"

owen "2025-02-03T08:55:00+00:00"
begin $bank lifecycle.status=Approved design.direction=Both
commit $bank -m "$bank: taken over from the wiki"

owen "2025-02-12T11:20:00+00:00"
change $bank design.direction=Inbound
commit $bank -m "$bank: direction is inbound

Discussed with treasury; the payment file is another interface."

ayse "2025-02-24T15:30:00+01:00"
change $customer lifecycle.status="In Review" errors.dead_letter_queue=Enabled
commit $customer -m "$customer: dead letter queue, ready for review"

juergen "2025-03-03T07:40:00+01:00"
change $customer lifecycle.status=Active
commit $customer -m "$customer: live since this morning"

ayse "2025-03-10T11:50:00+01:00"
for id in $orders; do begin "$id" overview.data_volume=Low; done
# shellcheck disable=SC2086 # a list of IDs
commit $orders -m "Orders and invoices beside the customer master"

juergen "2025-04-01T09:00:00+02:00"
change $activity lifecycle.status=Active
commit $activity -m "$activity: go-live in Belgium and France"

ayse "2025-04-14T13:15:00+02:00"
begin $employee lifecycle.status=Approved overview.data_volume=Low
begin $product overview.data_volume=Median
commit $employee $product -m "Employee and product interfaces documented"

ayse "2025-05-01T10:10:00+02:00"
change $customer overview.data_volume=Low service_levels.rto="4 h"
commit $customer -m "$customer: measured volume, linked to O2C"

owen "2025-05-19T17:25:00+01:00"
begin $payment lifecycle.status="In Review"
commit $payment -m "$payment: version 3, after the PSD2 review"

juergen "2025-05-28T12:00:00+02:00"
finish $activity
begin $purchase
commit $activity $purchase -m "$activity: reports without working days are dropped"

owen "2025-06-11T09:45:00+01:00"
change $bank lifecycle.status=Active
finish $payment
finish $older
commit $bank $payment $older -m "Bank statements and payments are live"

juergen "2025-07-02T18:30:00+02:00"
begin $invoice errors.dead_letter_queue="Not Applicable"
commit $invoice -m "$invoice: documented after the outage of 30 June"

ayse "2025-08-20T11:11:00+02:00"
finish $product
finish $employee
finish $invoice
for id in $orders; do finish "$id"; done
# shellcheck disable=SC2086 # a list of IDs
commit $product $employee $invoice $orders -m "Volumes and queues as measured in July"

ayse "2025-09-18T16:20:00+02:00"
finish $customer
commit $customer -m "$customer: Salesforce API v64.0, no change in behaviour"

unset GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL GIT_AUTHOR_DATE
unset GIT_COMMITTER_NAME GIT_COMMITTER_EMAIL GIT_COMMITTER_DATE

commits=$(git -C "$target" rev-list --count HEAD)
echo "A demonstration repository with $commits commits is in $target"
if [ -t 0 ] && [ -t 1 ]; then
    cd "$target" && exec "$program"
fi
echo "Open it with: cd $target && $program"
