import type { Effort } from "./hands";

/** How long a person takes, in seconds: to find and click something, to draw a connection or place a node, to press a key. */
const PER_CLICK = 1.5;
const PER_DRAG = 2.5;
const PER_KEY = 0.3;
/** So many words are read in a second. */
const WORDS_PER_SECOND = 4;

/** The time that a newcomer needs for this, without that of the machine. */
export const secondsFor = ({ clicks, drags, keys }: Effort, read: string): number =>
  clicks * PER_CLICK +
  drags * PER_DRAG +
  keys * PER_KEY +
  read.split(/\s+/).filter((word) => word !== "").length / WORDS_PER_SECOND;
