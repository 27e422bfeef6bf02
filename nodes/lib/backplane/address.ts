import { configError } from "../platform/errors/errors";

/** Where a Redis listens, and who connects to it. */
export interface Address {
  host: string;
  port: number;
  isTls: boolean;
  database: number;
  username?: string;
  password?: string;
}

const PORT = 6379;
/** Whatever clients call such addresses; several hosts mean one of the two. */
const OF_SEVERAL = /^[a-z+.-]*(sentinel|cluster)|^[a-z]+:\/\/[^/]*,/i;

const EXAMPLES = "Enter a URL such as redis://host:6379, or rediss://host:6380 for a connection with TLS.";

/**
 * The address in a URL. No error repeats the URL: it may have a password in it.
 * @throws GenesysError `config`
 */
export const addressOf = (url: string): Address => {
  const text = url.trim();
  if (OF_SEVERAL.test(text))
    throw invalid(
      "Redis Sentinel and Redis Cluster are not supported. Enter the redis: or rediss: URL of one server, or an " +
        "address that always leads to the primary one.",
    );
  const { protocol, hostname, port, pathname, search, hash, username, password } = parsed(text);
  if (protocol !== "redis:" && protocol !== "rediss:")
    throw invalid(`The URL of the backplane does not begin with redis: or rediss:. ${EXAMPLES}`);
  if (hostname === "" || search + hash !== "") throw invalid(`${NOT_VALID} ${EXAMPLES}`);
  return {
    host: hostname.replace(/^\[(.*)\]$/, "$1"),
    port: port === "" ? PORT : Number(port),
    isTls: protocol === "rediss:",
    database: databaseOf(pathname),
    ...(username === "" ? {} : { username: decoded(username) }),
    ...(password === "" ? {} : { password: decoded(password) }),
  };
};

const NOT_VALID = "The URL of the backplane is not valid.";

const invalid = (message: string) => configError("url", message);

const parsed = (text: string): URL => {
  try {
    return new URL(text);
  } catch {
    throw invalid(`${NOT_VALID} ${EXAMPLES}`);
  }
};

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    throw invalid(`${NOT_VALID} Its user name or password has a % that has to be written as %25.`);
  }
};

const databaseOf = (pathname: string): number => {
  const [, digits = "0"] = /^\/(\d{1,4})$/.exec(pathname) ?? [];
  if (!/^\/?$|^\/\d{1,4}$/.test(pathname))
    throw invalid(
      `${NOT_VALID} Behind the host, there may only be the number of a database, as in redis://host:6379/1.`,
    );
  return Number(digits);
};

/** The address for a log line: without user name and password. */
export const shownAddress = ({ host, port }: Address): string =>
  host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
