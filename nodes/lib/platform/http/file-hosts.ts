import { GenesysError } from "../errors/errors";

/** Signed addresses of the platform's files are in Amazon's object store. */
const STORE = /(^|\.)s3([.-][a-z0-9-]+)*\.amazonaws\.com$/;

/** Is it a request of the API itself? Only such a request carries the token. */
export const isOfApi = (url: URL, apiUrl: string): boolean => url.href.startsWith(`${apiUrl}/api/v2/`);

/**
 * The address of a file, if the platform may have named it: the API's own host, https of a host of the account's region such
 * as `api-downloads.mypurecloud.ie`, or https of the store of files.
 * @param base what a relative address is relative to.
 * @throws GenesysError `answer` for every other address, without quoting it: it may be signed. Nothing was requested.
 */
export const fileAddress = (address: string, apiUrl: string, base?: string): URL => {
  const url = URL.canParse(address, base) ? new URL(address, base) : undefined;
  if (url === undefined || url.username !== "" || url.password !== "") throw stranger("is not usable");
  const api = new URL(apiUrl);
  if (url.origin === api.origin) return url;
  if (url.protocol !== "https:") throw stranger("does not use https");
  const [, region] = /^api\.(.+\..+)$/.exec(api.hostname) ?? [];
  const isOfRegion = region !== undefined && url.hostname.endsWith(`.${region}`);
  if (url.port !== "" || !(isOfRegion || STORE.test(url.hostname)))
    throw stranger(
      "is on a host that is neither of the account's region nor a store of files of the platform",
    );
  return url;
};

const stranger = (why: string): GenesysError =>
  new GenesysError(
    "answer",
    `The address of the file ${why}. Nothing was requested from it. Check the account's region and the response.`,
    { outcome: "notSent" },
  );
