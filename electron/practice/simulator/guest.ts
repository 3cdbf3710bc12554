import type { ParsedKey } from 'ssh2';
import type { SimulatorClock } from './clock.ts';
import { Machine, type MachineOptions } from './machine/machine.ts';
import { runCommand } from './run-command.ts';
import { GuestServer } from './ssh/guest-server.ts';
import { newPrivateKey } from './ssh/keys.ts';
import type { CommandIo, VerbContext } from './verbs/verb.ts';

export interface GuestSetting {
  readonly user: string;
  readonly userKey: ParsedKey;
  readonly hostKey: string;
  readonly machine: MachineOptions;
  readonly verbs: Pick<VerbContext, 'lookMs' | 'specAnswers' | 'rootProvides'>;
}

/** A simulated builder, and everything that can be made to go wrong with it. */
export class Guest {
  readonly #machine: Machine;
  readonly #server: GuestServer;
  readonly #clock: SimulatorClock;
  readonly #verbs: GuestSetting['verbs'];
  #delayMs = 0;

  constructor(setting: GuestSetting) {
    this.#clock = setting.machine.clock;
    this.#verbs = setting.verbs;
    this.#machine = new Machine(setting.machine);
    this.#server = new GuestServer({ user: setting.user, hostKey: setting.hostKey, userKey: setting.userKey, run: (line, io) => this.#run(line, io) });
  }

  get name(): string {
    return this.#machine.options.name;
  }

  /** `SHA256:…` of the host key that new connections see. */
  get fingerprint(): string {
    return this.#server.fingerprint;
  }

  get bootId(): string {
    return this.#machine.bootId;
  }

  /** How many connections are open. */
  get connections(): number {
    return this.#server.connections;
  }

  /** How often an attempt was started here. */
  startsOf(attempt: string): number {
    return this.#machine.startsOf(attempt);
  }

  /** The log of an attempt as far as it has come: what the desk must have, byte for byte. Empty where there is none. */
  logOf(attempt: string): Buffer {
    const job = this.#machine.job(attempt);
    return job === undefined ? Buffer.alloc(0) : Buffer.from(job.log(0, job.look(this.#clock.now()).logBytes));
  }

  /** Every connection is cut when it has sent so many bytes; null: no longer. A login with its setup takes 2,200, and what a packet does not bring whole is lost. */
  cutEvery(bytes: number | null): void {
    this.#server.faults.cutAfter = bytes;
  }

  /** Cuts every connection that is open. */
  cutNow(): void {
    this.#server.cut();
  }

  /** Half-open: open connections go deaf for good, and while it lasts new ones are taken and never answered. */
  setDeaf(deaf: boolean): void {
    this.#server.faults.deaf = deaf;
    if (deaf) this.#server.deafen();
  }

  /** Cuts all connections and drops new ones, until it is taken back. Builds go on. */
  setUnplugged(unplugged: boolean): void {
    this.#server.faults.unplugged = unplugged;
    if (unplugged) this.#server.cut();
  }

  /** Every command waits so long (simulated milliseconds) before it begins. */
  setSlow(delayMs: number): void {
    this.#delayMs = delayMs;
  }

  /** Nobody can log in any more; open connections stay. */
  setRefusingLogins(refusing: boolean): void {
    this.#server.faults.refuseLogins = refusing;
  }

  /** As after a new installation, or with somebody in between. Returns the new fingerprint. */
  changeHostKey(): string {
    this.#server.changeHostKey(newPrivateKey(`${this.name} anew`));
    return this.fingerprint;
  }

  /** Running jobs end with exit code 32, and nothing new is taken. */
  setDiskFull(full: boolean): void {
    this.#machine.setDiskFull(full);
  }

  /** Power cut and start: a new boot id, running jobs lost, connections cut, the disk kept. */
  reboot(): void {
    this.#machine.reboot();
    this.#server.cut();
  }

  /** The guest's own clock is set ahead (or back, below 0) by so many milliseconds. */
  jumpClock(ms: number): void {
    this.#machine.jumpClock(ms);
  }

  /** An attempt's control directory vanishes, and with it every trace of the attempt. */
  loseControlDirectory(attempt: string): void {
    this.#machine.loseControlDirectory(attempt);
  }

  /** An attempt's processes are killed without a word. */
  kill(attempt: string): void {
    this.#machine.kill(attempt);
  }

  /** For the fleet that owns the guest. */
  listen(): Promise<number> {
    return this.#server.listen();
  }

  /** For the fleet that owns the guest. */
  async stop(): Promise<void> {
    await this.#server.stop();
    this.#machine.close();
  }

  async #run(line: string, io: CommandIo): Promise<number> {
    if (this.#delayMs > 0) await this.#wait(this.#delayMs, io.signal);
    return runCommand({ ...this.#verbs, machine: this.#machine, clock: this.#clock, io }, line);
  }

  #wait(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        callOff();
        signal.removeEventListener('abort', done);
        resolve();
      };
      const callOff = this.#clock.setTimer(ms, done);
      signal.addEventListener('abort', done, { once: true });
      if (signal.aborted) done();
    });
  }
}
