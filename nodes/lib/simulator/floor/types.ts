import type { Act } from "../act/index";
import type { Conversation } from "../entities/conversation";
import type { Store } from "../store/store";
import type { Random } from "./random";
import type { Rates } from "./rates";

/** What the people of the floor work with. They act only through the acts of the org. */
export interface Floor {
  store: Store;
  act: Act;
  rates: Rates;
  /** Does it in so many ms, unless the floor has stopped. */
  after(ms: number, fn: () => void): void;
  /**
   * Random numbers of one topic, such as one leg: what one conversation does depends on no other. So what a flow does to one of
   * them changes no other one.
   */
  randomOf(topic: string): Random;
  /** Does an act. False where it is not possible any more, because a flow or another person was faster. */
  attempt(fn: () => unknown): boolean;
  /** Has it begun before the floor? Then the floor leaves it alone. */
  isOlder(conversation: Conversation): boolean;
}
