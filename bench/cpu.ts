import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';

/** CPU seconds spent since some fixed moment. */
export interface CpuSeconds {
  loadGenerator: number;
  /** Null where the system does not tell it (all but Linux). */
  service: number | null;
  /** All of the machine, everybody's. */
  machine: number;
}

/** Linux counts in hundredths of a second, whatever the kernel's own tick. */
const TICKS_PER_SECOND = 100;

export function cpuSeconds(servicePids: number[]): CpuSeconds {
  const { user, system } = process.cpuUsage();
  const machineMs = cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0);
  const service = servicePids.map(ofProcess);
  return {
    loadGenerator: (user + system) / 1e6,
    service: service.includes(null) ? null : service.reduce<number>((sum, seconds) => sum + (seconds ?? 0), 0),
    machine: machineMs / 1000,
  };
}

function ofProcess(pid: number): number | null {
  try {
    // After the name in brackets, which may hold spaces: fields 14 and 15 are user and system time (man 5 proc).
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
  } catch {
    return null;
  }
}

/** CPU milliseconds of each for one of `count` life-cycles between two readings. */
export function cpuMsEach(before: CpuSeconds, after: CpuSeconds, count: number) {
  const each = (seconds: number) => (seconds * 1000) / Math.max(1, count);
  const loadGenerator = each(after.loadGenerator - before.loadGenerator);
  const service = before.service === null || after.service === null ? null : each(after.service - before.service);
  const machine = each(after.machine - before.machine);
  return { service, loadGenerator, rest: machine - loadGenerator - (service ?? 0) };
}
