/** Names of what is kept beside the entries. Who leads now: another value for each time. */
export const SESSION = "session";
/** Until when everything was received. */
export const UNTIL = "until";
/** Until when everything was received as it happened, whatever a gap before may still have hidden. */
export const LIVE = "live";
