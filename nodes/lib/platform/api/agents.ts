import { path } from "../http/path";
import type { CallOptions, Client } from "../types";
import type { UserPresence } from "./presences";

/** A user as an agent: routing status, state, tokens. */

export const GET_STATUS = "getUserRoutingstatus";
export const SET_STATUS = "putUserRoutingstatus";
export const GET_USER = "getUser";
export const SIGN_OUT = "deleteToken";

export interface RoutingStatus {
  status?: string;
  startTime?: string;
}

export interface AgentUser {
  id?: string;
  name?: string;
  email?: string;
  presence?: UserPresence;
  routingStatus?: RoutingStatus;
}

/** @see https://developer.genesys.cloud/devapps/api-explorer getUserRoutingstatus */
export const getRoutingStatus = async (
  client: Client,
  userId: string,
  options?: CallOptions,
): Promise<RoutingStatus> =>
  (await client.request<RoutingStatus | undefined>(
    {
      operation: GET_STATUS,
      method: "GET",
      path: path`/api/v2/users/${userId}/routingstatus`,
      repeatable: true,
    },
    options,
  )) ?? {};

/** @see https://developer.genesys.cloud/devapps/api-explorer putUserRoutingstatus */
export const putRoutingStatus = async (
  client: Client,
  userId: string,
  status: string,
  options?: CallOptions,
): Promise<RoutingStatus> =>
  (await client.request<RoutingStatus | undefined>(
    {
      operation: SET_STATUS,
      method: "PUT",
      path: path`/api/v2/users/${userId}/routingstatus`,
      body: { status },
      repeatable: true,
    },
    options,
  )) ?? {};

/** With presence and routing status. @see https://developer.genesys.cloud/devapps/api-explorer getUser */
export const getAgent = async (client: Client, userId: string, options?: CallOptions): Promise<AgentUser> =>
  (await client.request<AgentUser | undefined>(
    {
      operation: GET_USER,
      method: "GET",
      path: path`/api/v2/users/${userId}`,
      query: { expand: ["presence", "routingStatus"] },
      repeatable: true,
    },
    options,
  )) ?? {};

/**
 * Ends all tokens of a user, in the browser and elsewhere. Retried: a second request finds none.
 * @see https://developer.genesys.cloud/devapps/api-explorer deleteToken
 */
export const deleteTokensOf = async (
  client: Client,
  userId: string,
  options?: CallOptions,
): Promise<void> => {
  await client.request(
    { operation: SIGN_OUT, method: "DELETE", path: path`/api/v2/tokens/${userId}`, repeatable: true },
    options,
  );
};
