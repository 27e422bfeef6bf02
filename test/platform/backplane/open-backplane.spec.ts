import assert from "node:assert/strict";
import { openerOf } from "../../../nodes/lib/backplane/open-backplane";
import { isGenesysError } from "../../../nodes/lib/platform/errors/errors";
import { realClock } from "../../../nodes/lib/platform/time/clock";
import { SETTINGS } from "../../support/backplanes";
import { backplaneWith, redWith } from "../../support/backplanes-in-redis";

const commands = {
  call: () => Promise.reject(new Error("It is away")),
  duplicate: () => commands,
  disconnect: () => undefined,
};
const PARTS = {
  ...{ owner: "owner", settings: SETTINGS, clock: realClock, random: () => 0, warn: () => undefined },
};

const openWith = (credentialSecret: unknown) => openerOf(redWith(credentialSecret), backplaneWith(commands));

describe("the backplane of an account", () => {
  it("is not opened without a secret: what it keeps could be read", () => {
    const open = openWith(undefined);
    assert.throws(
      () => open({ ...PARTS, secret: undefined }),
      (error) => isGenesysError(error, "config") && error.cause.field === "backplane",
    );
  });

  it("is opened with the secret of Node-RED where the account has none", async () => {
    const open = openWith("the credentialSecret");
    const backplane = open({ ...PARTS, secret: undefined });
    await assert.rejects(backplane.lease("owner").acquire(1_000), (error) =>
      isGenesysError(error, "backplane"),
    );
    await backplane.close();
  });
});
