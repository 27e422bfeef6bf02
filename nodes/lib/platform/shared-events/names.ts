/** Names of what is kept beside the entries. Who leads now: another value for each time. */
export const SESSION = "session";
/** Until when everything was received. */
export const UNTIL = "until";
