#!/usr/bin/env bash
# slurm_down.sh FOLDER: ends what slurm_up.sh began there, with its jobs.
set -u
export SLURM_CONF="$1/slurm.conf"
scancel --quiet --user="$(id -un)" 2> /dev/null
for _ in $(seq 40); do [ -z "$(squeue -h 2> /dev/null)" ] && break; sleep 0.25; done
for one in slurmd slurmctld munged; do
  process=$(cat "$1/run/$one.pid" 2> /dev/null) && kill "$process" 2> /dev/null || continue
  for _ in $(seq 60); do kill -0 "$process" 2> /dev/null || break; sleep 0.1; done
done
