#!/usr/bin/env bash
# Holds Altai's draws to dieharder, test by test, and keeps what it says in results/.
#
#   battery.sh run ARRANGEMENT [SET [SEED]]            the tests of SET (whole, brief or few) on an arrangement of words
#   battery.sh compare TEST TIMES MORE ARRANGEMENT …   one test, so many times, with MORE times the samples
#   battery.sh summary                                 what all the results come to
#
# The arrangements are those of benches/examples/words.rs. Every test reads words of its own, from a seed of its own, and has
# a line that says how. What is weak is tried again, on other words and with four times the samples: such lines start
# with "again". What a file of results has already is not run again.
set -euo pipefail
cd "$(dirname "$0")/../.."
results=benches/randomness/results

# The battery of `dieharder -a`: a test's number and, where it has one, its n-tuple, numbered from 0.
whole() {
    printf '%s\n' {0..17} 100 101 102 "200 "{1..12} "201 "{2..5} "202 "{2..5} "203 "{0..32} "204 0" 205 "206 256" "207 32" 208 \
        "209 12" | awk '{ print NR - 1, $0 }'
}

# The lagged sums read nine tenths of all the words, which are some 250 GB: `brief` has those of four short lags. `few` tells
# a bad generator from a good one.
tests() {
    case $1 in
    whole) whole ;;
    brief) whole | awk '$2 != 203 || $3 ~ /^(0|1|3|7)$/' ;;
    few) whole | awk '$2 ~ /^(0|2|8|15|100|101|102|209)$/ || $2 " " $3 ~ /^(200 4|202 5)$/' ;;
    *) echo "no such set of tests: $1" >&2; exit 2 ;;
    esac
}

# What dieharder says of one test: name, n-tuple, samples, p-samples, p-value, assessment.
hold() { # arrangement seed option …
    local arrangement=$1 seed=$2
    shift 2
    "$words" "$arrangement" "$seed" | dieharder -g 200 "$@" \
        -D test_name -D ntuple -D tsamples -D psamples -D pvalues -D assessment | grep '|'
}

build() {
    cargo build --quiet --release -p altai-benches --example words
    words=${CARGO_TARGET_DIR:-target}/release/examples/words
    mkdir -p $results/compare
}

run() { # arrangement set seed
    local arrangement=$1 set=$2 seed=$3 file=$results/$1.txt place test tuple options own other said again began
    build
    [[ -e $file ]] || cat >"$file" <<END
# $(date -u +%Y-%m-%d), $(dieharder -l | grep -o 'version [0-9.]*' | sed 's/version/dieharder/'), seed $seed
# words $arrangement SEED | dieharder -g 200 OPTIONS, with the seed and the options of every test as said above its lines
# name | n-tuple | samples | p-samples | p-value | assessment
END
    while read -r place test tuple; do
        options=(-d "$test" ${tuple:+-n "$tuple"})
        own=$((seed + (place << 40)))
        ! grep -q "^# $own ${options[*]}," "$file" || continue
        began=$SECONDS
        said=$(hold "$arrangement" $own "${options[@]}")
        again=
        if grep -q WEAK <<<"$said"; then
            other=$((own + (1 << 60)))
            # The other lines of the test come again too, and are left out.
            again=$(paste -d'\n' <(echo "$said") <(hold "$arrangement" $other "${options[@]}" -m 4) |
                awk 'NR % 2 { weak = /WEAK/; next } weak { print "again " $0 }')
            again=$(printf '\n# %s\n%s' "again: $other ${options[*]} -m 4" "$again")
        fi
        echo "# $own ${options[*]}, $((SECONDS - began)) s"$'\n'"$said$again" >>"$file"
    done < <(tests "$set")
}

# Whether a test that looks doubtful does so by itself: beside ChaCha8 it shows.
compare() { # test times more arrangement …
    local test=$1 times=$2 more=$3 arrangement file time
    shift 3
    build
    for arrangement; do
        file=$results/compare/$test-$arrangement.txt
        echo "# words $arrangement SEED | dieharder -g 200 -d $test -m $more, with SEED 2^61 + 2^40 × (1 to $times)" >"$file"
        for ((time = 1; time <= times; time++)); do
            hold "$arrangement" $(((1 << 61) + (time << 40))) -d "$test" -m "$more" >>"$file"
        done
        echo "$file: $(grep -c '|.*|' "$file") p-values, $(grep -c WEAK "$file") weak, $(grep -c FAILED "$file") failed"
    done
}

summary() {
    awk -F'|' '
        # The probability of k or more in n, each with the probability p.
        function tail(n, k, p,    i, term, below) {
            term = exp(n * log(1 - p))
            for (i = 0; i < k; i++) { below += term; term *= (n - i) / (i + 1) * p / (1 - p) }
            return 1 - below
        }
        function line(name, of) {
            printf "%-11s %5d %6d %6d %6d %8.2f %6.2f %6d %6d %6d\n", name, of["n"], of["PASSED"], of["WEAK"], of["FAILED"],
                of["n"] / 100, tail(of["n"], of["WEAK"] + of["FAILED"], 0.01),
                of["again PASSED"], of["again WEAK"], of["again FAILED"]
        }
        BEGIN {
            print "                                                            again"
            print "arrangement     p passed   weak failed expected P(>=)  passed   weak failed"
        }
        FNR == 1 { if (name) line(name, of); delete of; name = FILENAME; sub(/.*\//, "", name); sub(/\.txt$/, "", name) }
        /^#/ { next }
        {
            gsub(/ /, "", $6)
            if (/^again/) $6 = "again " $6; else of["n"]++
            of[$6]++
            if (name !~ /^(lcg|unmixed|chacha8)$/) {
                all["n"] += !/^again/; all[$6]++
                # Of these two ChaCha8 has as many weak p-values: see compare/.
                if (!/diehard_sums|sts_serial/) { sound["n"] += !/^again/; sound[$6]++ }
            }
        }
        END { line(name, of); line("ours", all); line("ours, sound", sound) }
    ' $results/*.txt
}

case ${1:-} in
run) run "${2:?which arrangement}" "${3:-whole}" "${4:-1}" ;;
compare) shift && compare "$@" ;;
summary) summary ;;
*) sed -n '4,6s/^# *//p' "$0" >&2; exit 2 ;;
esac
