import { configError } from "../errors/errors";
import type { Hosts } from "../types";

/** The hosts of a region's domain: `mypurecloud.ie` has `https://api.mypurecloud.ie` and `https://login.mypurecloud.ie`. */
export const hostsOfDomain = (domain: string): Hosts => {
  const clean = domain
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, "")
    .replace(/^(api|login|apps)\./, "")
    .replace(/\/+$/, "");
  // Of a name that ends in a number a URL makes an address; some that look right are none.
  if (!/^([a-z0-9-]+\.)+[a-z][a-z0-9-]*$/.test(clean) || !URL.canParse(`https://api.${clean}`))
    throw configError(
      "region",
      `"${domain}" is not a Genesys Cloud domain, such as mypurecloud.ie or usw2.pure.cloud.`,
    );
  return { apiUrl: `https://api.${clean}`, loginUrl: `https://login.${clean}` };
};

/** Hosts that the user names. They are https, unless they are on this machine. */
export const customHosts = (apiUrl: string | undefined, loginUrl: string | undefined): Hosts => ({
  apiUrl: checked("apiUrl", apiUrl),
  loginUrl: checked("loginUrl", loginUrl),
});

const checked = (field: string, value: string | undefined): string => {
  let url: URL;
  try {
    url = new URL((value ?? "").trim());
  } catch {
    throw configError(field, `The account's ${field} is not a URL, such as https://api.mypurecloud.com.`);
  }
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopback(url.hostname)))
    throw configError(
      field,
      `The account's ${field} must begin with https://, except for a host on this machine.`,
    );
  if (url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "")
    throw configError(field, `The account's ${field} can contain only a host and a path.`);
  return `${url.origin}${url.pathname}`.replace(/\/+$/, "");
};

/** Is it this machine? */
export const isLoopback = (host: string): boolean => /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(host);
