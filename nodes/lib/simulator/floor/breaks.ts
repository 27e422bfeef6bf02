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

/** Who is on a break of the floor's, with its kind. */
type OnBreak = Map<User, string>;

/** Who has got another presence since was changed by others, and stays so. */
const comeBack = (floor: Floor, onBreak: OnBreak, user: User): void => {
  if (user.presence === onBreak.get(user)) floor.attempt(() => change(floor, user, "On Queue"));
  onBreak.delete(user);
};

/** Plans the next break of the user. Who was taken off the queue by others takes it when that has ended. */
const planBreak = (floor: Floor, onBreak: OnBreak, user: User, count: number): void => {
  const random = floor.randomOf(`break ${count} of ${user.id}`);
  const ms = random.around(floor.rates.breakSeconds * 1000);
  const kind = random.weighted(KINDS) ?? "Break";
  const begin = (): void => {
    const isAtWork = user.presence === "On Queue" && !busyUsers(floor.store).has(user.id);
    if (!isAtWork) return floor.after(LOOK_AGAIN_MS, begin);
    if (floor.attempt(() => change(floor, user, kind))) onBreak.set(user, kind);
    floor.after(ms, () => {
      comeBack(floor, onBreak, user);
      planBreak(floor, onBreak, user, count + 1);
    });
  };
  floor.after(random.until(HOUR_MS / floor.rates.breaksPerHour), begin);
};

/** Lets the agents take breaks; what is returned ends those that have begun. */
export const beginBreaks = (floor: Floor): (() => void) => {
  const onBreak: OnBreak = new Map();
  if (floor.rates.breaksPerHour > 0)
    for (const user of floor.store.org.users.values())
      if (user.state === "active" && user.presence === "On Queue") planBreak(floor, onBreak, user, 1);
  return () => {
    for (const user of [...onBreak.keys()]) comeBack(floor, onBreak, user);
  };
};
