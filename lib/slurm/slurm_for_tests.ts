/** A Slurm of its own for a test: a controller and two nodes of one core, all on this machine, for the user who tests. */
import { spawnSync } from "node:child_process";
import { mkdir, readdir, readFile, readlink, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { randomBytes } from "node:crypto";
import { inTemporaryFolder } from "../base/folder_for_tests.ts";
import { runProgram, tail, which } from "../base/mod.ts";

const PROGRAMS = ["munged", "slurmctld", "slurmd", "sbatch", "squeue", "scontrol", "scancel", "srun"];

/**
 * Whether there is no Slurm to test with, which a line says. A test of CI must not skip it: there it fails.
 */
export function withoutSlurm(): boolean {
  const missing = PROGRAMS.filter((program) => !which(program) && !which(`/usr/sbin/${program}`));
  if (missing.length === 0) return false;
  console.warn(
    `Slurm is not tested: ${missing.join(", ")} not found. On Debian: ` +
      "apt-get install --no-install-recommends slurmctld slurmd slurm-client munge",
  );
  return !process.env.CI;
}

export interface TestCluster {
  /** Ends a node as a loss of power does: its daemon and all that runs on it. */
  killNode(node: string): Promise<void>;
  /** All jobs so far, arrays as one each. */
  jobs(): Promise<string[]>;
  /** What a program of Slurm prints. */
  ask(...command: string[]): Promise<string>;
}

export const NODES = ["node1", "node2"];

/** Runs something with a cluster; `SLURM_CONF` names it meanwhile. */
export function withSlurm(use: (cluster: TestCluster) => Promise<void>): Promise<void> {
  return inTemporaryFolder(async (folder) => {
    const at = (name: string) => path.join(folder, name);
    await writeFile(at("munge.key"), randomBytes(1024), { mode: 0o600 });
    await writeFile(at("slurm.conf"), configuration(folder, await freePorts(1 + NODES.length)));
    // Since 23.11, slurmd can do without control groups, which a container or a user may not make.
    if (version() >= 23.11) await writeFile(at("cgroup.conf"), "CgroupPlugin=disabled\n");
    for (const name of ["controller", ...NODES]) await mkdir(at(name));
    process.env.SLURM_CONF = at("slurm.conf");
    try {
      const munge = [
        "key-file=munge.key",
        "socket=munge.socket",
        "pid-file=munged.pid",
        "log-file=munged.log",
      ];
      start(
        "munged",
        "--force",
        ...[...munge, "seed-file=seed"].map((each) => `--${each.replace("=", `=${folder}/`)}`),
      );
      start("slurmctld", "-c");
      for (const node of NODES) start("slurmd", "-N", node);
      await until(async () =>
        /^(idle\n){2}$/.test(await ask("sinfo", "--noheader", "--Node", "--format=%T"))
      );
      await use({ killNode, jobs, ask });
    } finally {
      await runProgram(["scancel", "--user", os.userInfo().username]);
      for (const node of NODES) await killNode(node);
      for (const name of ["controller.pid", "munged.pid"]) await endByFile(at(name), "SIGTERM");
      delete process.env.SLURM_CONF;
    }
  });
}

function configuration(folder: string, [port, ...ports]: number[]): string {
  const { username } = os.userInfo();
  const host = os.hostname();
  return `ClusterName=test
SlurmctldHost=${host}(127.0.0.1)
SlurmUser=${username}
SlurmdUser=${username}
AuthType=auth/munge
AuthInfo=socket=${folder}/munge.socket,cred_expire=5
CredType=cred/munge
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
CommunicationParameters=NoCtldInAddrAny,NoInAddrAny
SchedulerType=sched/builtin
SchedulerParameters=sched_interval=1,sched_min_interval=0,batch_sched_delay=0
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
StateSaveLocation=${folder}/controller
SlurmdSpoolDir=${folder}/%n
SlurmctldPidFile=${folder}/controller.pid
SlurmdPidFile=${folder}/%n.pid
SlurmctldLogFile=${folder}/controller.log
SlurmdLogFile=${folder}/%n.log
SlurmctldPort=${port}
SlurmdTimeout=5
KillWait=20
ReturnToService=2
MpiDefault=none
SwitchType=switch/none
PartitionName=test Nodes=ALL Default=YES MaxTime=INFINITE State=UP
${
    NODES.map((node, i) =>
      `NodeName=${node} NodeHostname=${host} NodeAddr=127.0.0.1 Port=${ports[i]} CPUs=1 RealMemory=4000\n`
    ).join("")
  }`;
}

/** Starts a daemon, which goes into the background; returns what it printed before. */
function start(program: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(which(program) ?? `/usr/sbin/${program}`, args, {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`${program} did not start: ${stderr}`);
  return stdout;
}

/** Such as 22.05. */
function version(): number {
  return Number(/\d+\.\d+/.exec(start("slurmctld", "-V"))![0]);
}

async function jobs(): Promise<string[]> {
  const lines = await ask("squeue", "--noheader", "--states=all", "--format=%F");
  return [...new Set(lines.split("\n").filter(Boolean))];
}

async function ask(...command: string[]): Promise<string> {
  const result = await runProgram(command);
  if (!result.ok) throw new Error(`${command.join(" ")}: ${tail(result)}`);
  return result.stdout;
}

/** Waits until something is so; half a minute at most. */
export async function until(isSo: () => boolean | Promise<boolean>, seconds = 30): Promise<void> {
  for (const end = performance.now() + 1000 * seconds; !await isSo();) {
    if (performance.now() > end) throw new Error(`Expected within ${seconds} s: ${isSo}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Its processes are its daemon, those with its name in their environment, and their parents of Slurm's. */
async function killNode(node: string): Promise<void> {
  const conf = process.env.SLURM_CONF!;
  const parents = new Set<number>(), others = new Set<number>();
  for (const name of await readdir("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const facts = (file: string) => readFile(`/proc/${name}/${file}`, "utf8").catch(() => "");
    const environment = (await facts("environ")).split("\0");
    if (!environment.includes(`SLURMD_NODENAME=${node}`) || !environment.includes(`SLURM_CONF=${conf}`)) {
      continue;
    }
    others.add(Number(name));
    const parent = /^PPid:\s*(\d+)$/m.exec(await facts("status"))?.[1];
    const program = await readlink(`/proc/${parent}/exe`).catch(() => "");
    if (path.basename(program).startsWith("slurmstepd")) parents.add(Number(parent));
  }
  // Those first that would tell the controller of the end of the others.
  for (const pid of [...parents, ...others]) signalled(pid, "SIGKILL");
  await endByFile(path.join(path.dirname(conf), `${node}.pid`));
}

/** Ends the daemon that wrote its id into a file, and waits for its end. */
async function endByFile(file: string, signal: NodeJS.Signals = "SIGKILL"): Promise<void> {
  const pid = Number(await readFile(file, "utf8").catch(() => ""));
  if (pid > 0 && signalled(pid, signal)) await until(() => !signalled(pid, 0));
}

/** Sends a signal; false where there is no such process. */
function signalled(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}

async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, () =>
      new Promise<ReturnType<typeof createServer>>((resolve) => {
        const server = createServer();
        server.listen(0, "127.0.0.1", () => resolve(server));
      })),
  );
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
