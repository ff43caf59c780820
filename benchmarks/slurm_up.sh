#!/usr/bin/env bash
# slurm_up.sh FOLDER: a Slurm of one machine, on loopback addresses, as root; nothing is written outside of FOLDER.
#   apt-get install --no-install-recommends slurm-wlm munge
#   benchmarks/slurm_up.sh FOLDER; export SLURM_CONF=FOLDER/slurm.conf; …; benchmarks/slurm_down.sh FOLDER
set -eu
mkdir -p "$1"
folder=$(cd "$1" && pwd)
mkdir -p "$folder"/{run,state,spool,log,secret}
chmod 755 "$folder" "$folder/run" # munge's socket is reached by everybody
chmod 700 "$folder/secret" "$folder/state"
[ -s "$folder/secret/munge.key" ] || (umask 077; head -c 1024 /dev/urandom > "$folder/secret/munge.key")
cat > "$folder/slurm.conf" <<CONF
ClusterName=one
SlurmctldHost=localhost(127.0.0.1)
AuthType=auth/munge
AuthInfo=socket=$folder/run/munge.sock
CredType=cred/munge
CommunicationParameters=NoInAddrAny,NoCtldInAddrAny
SlurmUser=root
SlurmdUser=root
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool
SlurmctldPidFile=$folder/run/slurmctld.pid
SlurmdPidFile=$folder/run/slurmd.pid
SlurmctldLogFile=$folder/log/slurmctld.log
SlurmdLogFile=$folder/log/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
MpiDefault=none
MailProg=/bin/true
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU_Memory
ReturnToService=2
SlurmdTimeout=30
KillWait=5
SchedulerParameters=batch_sched_delay=0,sched_min_interval=0
SlurmdParameters=config_overrides
NodeName=localhost NodeAddr=127.0.0.1 CPUs=4 RealMemory=16000 State=UNKNOWN
PartitionName=main Nodes=localhost Default=YES MaxTime=INFINITE State=UP
CONF
export SLURM_CONF="$folder/slurm.conf"

until_true() { # what to try, for twenty seconds
  for _ in $(seq 100); do eval "$1" > /dev/null 2>&1 && return; sleep 0.2; done
  echo "failed: $1" >&2
  exit 1
}

munged --key-file="$folder/secret/munge.key" --socket="$folder/run/munge.sock" --pid-file="$folder/run/munged.pid" \
  --log-file="$folder/secret/munged.log" --seed-file="$folder/secret/munged.seed"
until_true "munge -S '$folder/run/munge.sock' -n | unmunge -S '$folder/run/munge.sock'"
slurmctld
until_true "scontrol ping | grep -q 'is UP'"
slurmd -N localhost
until_true "sinfo -h -o %T | grep -q idle"
# A job can be called COMPLETED although its script never ran: it proves itself by what it wrote.
rm -f "$folder/run/proof"
sbatch --quiet --wait --mem=100 --output=/dev/null --wrap "echo \$SLURM_JOB_ID > '$folder/run/proof'"
[ -s "$folder/run/proof" ]
echo "export SLURM_CONF=$SLURM_CONF"
