import type { Queue } from "../entities/org";
import { activeMembers } from "../machines/availability";
import type { Floor } from "./types";
import type { FloorMedia } from "./rates";

/** Customers who reach the floor. All of them are made up. */

const HOUR_MS = 3_600_000;

const FIRST =
  "Alex Bela Chris Dilan Emin Frankie Gale Harper Indra Jona Kai Luca Maris Noa Olin Pat Quinn Robin";
const LAST =
  "Abel Brandt Costa Duval Ekman Ferrer Gruber Hansen Ito Jansen Kovac Lopez Moreau Novak Okoye Petit";

const TEXTS = [
  "Where is my order?",
  "My router does not start.",
  "I want to change my address.",
  "Is the invoice correct?",
];

/** Queues that agents work in: what comes into another one waits there for ever. */
export const staffedQueues = ({ store }: Floor): Queue[] =>
  [...store.org.queues.values()].filter((queue) => activeMembers(store, queue).length > 0);

const arrive = (floor: Floor, count: number): void => {
  const { act, rates } = floor;
  const random = floor.randomOf(`customer ${count}`);
  const media = random.weighted(rates.mix) as FloorMedia | undefined;
  const queue = random.from(staffedQueues(floor))?.name;
  if (queue === undefined) return;
  const name = `${random.from(FIRST.split(" "))} ${random.from(LAST.split(" "))}`;
  const from = `+1555555${String(2000 + (count % 8000))}`;
  const text = random.from(TEXTS);
  if (media === "call") floor.attempt(() => act.customerCalls({ queue, name, from }));
  else if (media === "message")
    floor.attempt(() => act.customerWrites({ queue, name, from, text, channel: "sms" }));
  else if (media === "callback") {
    const seconds = 300 + Math.round(random.unit() * 1500);
    floor.attempt(() => act.callbackRequested({ queue, name, from, seconds }));
  } else floor.attempt(() => act.interactionArrives({ mediaType: media, queue, name, from }));
};

/** Customers arrive at any time, independently of each other. */
export const beginArrivals = (floor: Floor): void => {
  const { perHour } = floor.rates;
  if (perHour === 0) return;
  const random = floor.randomOf("arrivals");
  let count = 0;
  const next = (): void =>
    floor.after(random.until(HOUR_MS / perHour), () => {
      arrive(floor, (count += 1));
      next();
    });
  next();
};
