import { startSimulator, type Simulator } from "../../../nodes/lib/simulator/index";
import { until } from "../until";
import { staff } from "./driver";
import { watchFencing, type FencingWatch } from "./fencing";
import { startFront, type Front } from "./front";
import { createInstance, type Instance, type Report } from "./instance";
import { createLedger, type Ledger } from "./ledger";
import { createRedisService, type RedisService } from "./redis-service";
import { startReference } from "./reference";

/** An instance with its way to Redis. */
export interface Member {
  instance: Instance;
  front: Front;
  /** The last text below *conversation events*. */
  status: string;
  kill(): void;
  /** Starts it again in the background. */
  startAgain(clockOffMs: number): void;
}

/** Several Node-RED, a Redis, the simulated organisation, and a listener that is never disturbed. */
export interface World {
  simulator: Simulator;
  redis: RedisService;
  fencing: FencingWatch;
  members: readonly Member[];
  /** That of the present history. */
  ledger(): Ledger;
  /** Reports are counted in a new one from now on. */
  newLedger(): Ledger;
  alive(): Member[];
  leader(): Member;
  /** Resolves when so many instances are started and listen, and one of them leads. */
  ready(count: number): Promise<void>;
  /** Resolves when Redis has what is known. */
  written(): Promise<void>;
  /** What went wrong with an instance that was started again. */
  failures: unknown[];
  close(): Promise<void>;
}

const isLeading = ({ status }: Member): boolean => /leading/i.test(status);
/** Its status says that it listens, or that it waits for the lead. */
const isListening = ({ instance, status }: Member): boolean =>
  instance.isAlive() && /\.(connected|leading|waiting\w*)/.test(status);

export const openWorld = async (count: number): Promise<World> => {
  const simulator = await startSimulator({
    settings: { requestsPerMinute: 1_000_000, channelsPerClient: 1_000, ivrMs: 150, alertAfterMs: 100 },
  });
  staff(simulator);
  const fronts: Front[] = [];
  const redis = await createRedisService(() => fronts);
  const fencing = watchFencing();
  await redis.onServer(fencing.follow);
  let ledger = createLedger();
  const failures: unknown[] = [];

  const openMember = async (nth: number): Promise<Member> => {
    const front = await startFront(redis.present().port);
    fronts.push(front);
    const onReport = (report: Report): void => {
      if (report.status !== undefined) member.status = report.status;
      else ledger.deliver(report);
    };
    const instance = await createInstance({
      ...{ name: `instance ${nth + 1}`, simulatorUrl: simulator.url, redisUrl: front.url, onReport },
    });
    const member: Member = {
      instance,
      front,
      status: "",
      kill: () => {
        instance.signal("SIGKILL");
        member.status = "";
      },
      startAgain: (clockOffMs) =>
        void instance.start(clockOffMs).catch((error: unknown) => failures.push(error)),
    };
    return member;
  };
  const members = await Promise.all(Array.from({ length: count }, (_, nth) => openMember(nth)));
  const alive = (): Member[] => members.filter(({ instance }) => instance.isAlive());
  const stopReference = await startReference(simulator.url, (report) => ledger.expect(report));

  return {
    ...{ simulator, redis, fencing, members, alive, failures },
    ledger: () => ledger,
    newLedger: () => (ledger = createLedger()),
    leader: () => alive().find(isLeading) ?? alive()[0] ?? members[0]!,
    ready: (wanted) =>
      until(
        () =>
          failures.length > 0 || (alive().some(isLeading) && members.filter(isListening).length >= wanted),
        60_000,
      ),
    written: () => until(fencing.hasWritten, 60_000),
    close: async () => {
      await stopReference();
      await Promise.all(members.map(({ instance }) => instance.remove()));
      await Promise.all(fronts.map((front) => front.close()));
      fencing.close();
      await redis.stop();
      await simulator.close();
    },
  };
};
