import { signInAgain, type UserToken } from "../../nodes/lib/platform/auth/sign-in";

export const HOUR = 3_600_000;

/** A login host whose refresh tokens are good once. */
export const createLoginHost = () => {
  let issued = 0;
  const good = new Set<string>();
  const issue = (user: number): UserToken => {
    issued += 1;
    const refreshToken = `refresh-${user}-${issued}`;
    good.add(refreshToken);
    return { accessToken: `access-${user}-${issued}`, refreshToken, lifetimeMs: HOUR };
  };
  return {
    good,
    issue,
    refusals: 0,
    async refresh(this: { refusals: number }, spent: string): Promise<UserToken> {
      await new Promise((resolve) => setImmediate(resolve));
      if (!good.delete(spent)) {
        this.refusals += 1;
        throw signInAgain();
      }
      const token = issue(Number(spent.split("-")[1]));
      await new Promise((resolve) => setImmediate(resolve)); // the answer on its way
      return token;
    },
  };
};
