import { z } from "zod";
import { customHosts, hostsOfDomain } from "../http/hosts";
import { DEFAULT_PER_MINUTE } from "../http/known-window";
import type { Hosts } from "../types";

const seconds = (byDefault: number) => z.coerce.number().positive().max(86_400).default(byDefault);

/** How an account is set; fields that were left blank are not among what is checked. */
export const accountSettings = z.object({
  region: z.string().min(1),
  apiUrl: z.string().optional(),
  loginUrl: z.string().optional(),
  grant: z.enum(["client-credentials", "authorization-code", "access-token"]).default("client-credentials"),
  requestsPerMinute: z.coerce.number().int().positive().default(DEFAULT_PER_MINUTE),
  timeoutSeconds: seconds(30),
  maxWaitSeconds: seconds(180),
  deadlineSeconds: seconds(300),
  /** Where the login host sends the browser after a sign-in. */
  redirectUri: z.string().optional(),
});

export type AccountSettings = z.output<typeof accountSettings>;

export interface Credentials {
  clientId?: string;
  clientSecret?: string;
  accessToken?: string;
  /** A sealed copy of the newest sign-in. */
  signIn?: string;
}

/** The account's hosts where they are known beforehand: the simulated org names its own when it starts. */
export const fixedHosts = ({ region, apiUrl, loginUrl }: AccountSettings): Hosts | undefined => {
  if (region === "simulator") return undefined;
  return region === "custom" ? customHosts(apiUrl, loginUrl) : hostsOfDomain(region);
};

/** The client that the account names. Without one, the simulated org's default client is used. */
export const clientOf = (
  { region, grant }: AccountSettings,
  { clientId = "", clientSecret = "" }: Credentials,
): { clientId: string; clientSecret: string } => {
  if (region !== "simulator" || clientId !== "") return { clientId, clientSecret };
  return grant === "authorization-code"
    ? { clientId: "sign-in", clientSecret: "" }
    : { clientId: "simulator", clientSecret: "simulator" };
};
