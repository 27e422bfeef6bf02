import type { User } from "../entities/org";
import { busyUsers } from "../machines/availability";
import type { Floor } from "./types";

/** Agents who were on the queue when the floor began take breaks, each independently of the others. */

const HOUR_MS = 3_600_000;

/** An agent with a customer looks again after so long. */
const LOOK_AGAIN_MS = 20_000;

/** Kinds of breaks, as weights. */
const KINDS = { Break: 6, Meal: 2, Away: 1, Meeting: 1 };

const change = ({ act }: Floor, { id }: User, presence: string): unknown =>
  act.agentChangesPresence({ user: id, presence });

/** Begins the next break of the user. Who was taken off the queue by others is left alone until that has ended. */
const planBreak = (floor: Floor, user: User, count: number): void => {
  const random = floor.randomOf(`break ${count} of ${user.id}`);
  const ms = random.around(floor.rates.breakSeconds * 1000);
  const kind = random.weighted(KINDS) ?? "Break";
  const comeBack = (): void => {
    if (user.presence === kind) floor.attempt(() => change(floor, user, "On Queue"));
    planBreak(floor, user, count + 1);
  };
  const begin = (): void => {
    const isAtWork = user.presence === "On Queue" && !busyUsers(floor.store).has(user.id);
    if (!isAtWork) return floor.after(LOOK_AGAIN_MS, begin);
    floor.attempt(() => change(floor, user, kind));
    floor.after(ms, comeBack);
  };
  floor.after(random.until(HOUR_MS / floor.rates.breaksPerHour), begin);
};

export const beginBreaks = (floor: Floor): void => {
  if (floor.rates.breaksPerHour === 0) return;
  for (const user of floor.store.org.users.values())
    if (user.state === "active" && user.presence === "On Queue") planBreak(floor, user, 1);
};
