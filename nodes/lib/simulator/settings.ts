/**
 * What the vendor does not publish, or what an org may have configured otherwise. Each default is the best guess; none
 * of them should be relied upon. A running simulator reads them anew for each request, so that a test may change one.
 */
export interface Settings {
  /** HTTP status of the token endpoint for a wrong client id or secret. Clients must bear 400 and 401. */
  invalidClientStatus: 400 | 401;
  /** Life of a token, unless its OAuth client names another; the platform allows 300 to 172 800. */
  tokenLifetimeSeconds: number;
  /** Does each renewal of a user's token bring a new refresh token and spend the old one? */
  refreshTokenRotates: boolean;
  /** Token exchanges a minute per OAuth client, beyond which the endpoint answers 400 "rate limit exceeded". */
  tokenRequestsPerMinute: number;
  /** Requests that a token may make in one window. */
  requestsPerMinute: number;
  /** Length of the window of `requestsPerMinute`; it begins with the first request in it. */
  windowMs: number;
  /** A body larger than this is refused with 413. */
  maxBodyBytes: number;
  /** From a 202 until its effect is seen. */
  lagMs: number;
  /** Does `GET` show the legs of an ended conversation as `terminated`, or still as `disconnected`? */
  terminatedAfterEnd: boolean;
  /** What a post-flow change on an ended call is answered with: a code of `errors.ts`. */
  postFlowOnEndedCall: "conversation.error.call.disconnected" | "not.found" | "not.authorized";
  /** What a post-flow change with neither destination nor invocation data is answered with. */
  postFlowBothBlank: "bad.request" | "accepted";
  /** Does a second post-flow change keep the fields that it does not name? */
  postFlowMerges: boolean;
  /** How long a flow that a caller was sent to after the call runs; 0: until something ends it. */
  postFlowRunsMs: number;
  /** Are fields that the operation's model does not have refused? */
  refuseUnknownFields: boolean;
  /** Are enumerated values of a body taken whatever their case? The vendor's clients compare so. */
  enumIgnoresCase: boolean;
}

export const DEFAULT_SETTINGS: Readonly<Settings> = {
  invalidClientStatus: 401,
  tokenLifetimeSeconds: 86_400,
  refreshTokenRotates: true,
  tokenRequestsPerMinute: Infinity,
  requestsPerMinute: 300,
  windowMs: 60_000,
  maxBodyBytes: 512_000,
  lagMs: 100,
  terminatedAfterEnd: true,
  postFlowOnEndedCall: "conversation.error.call.disconnected",
  postFlowBothBlank: "bad.request",
  postFlowMerges: true,
  postFlowRunsMs: 0,
  refuseUnknownFields: true,
  enumIgnoresCase: true,
};
