import type { Node, NodeAPI, NodeDef } from "node-red";
import type { BackplaneNode, Member } from "./lib/backplane/backplane-node";
import { createConnection, type Connection } from "./lib/backplane/connection";
import { serveBackplane } from "./lib/backplane/routes";
import { backplaneOptions, backplaneSettings, type BackplaneCredentials } from "./lib/backplane/settings";
import { storedUrl } from "./lib/backplane/stored-url";
import { clockOf } from "./lib/node/clock-setting";
import { CREDENTIALS } from "./lib/node/credentials";
import { isGenesysError } from "./lib/platform/errors/errors";
import { realClock } from "./lib/platform/time/clock";

/** A deploy waits so long for the accounts, whatever the clock of the flows is. */
const LEAVING_MS = 500;

/** The backplane: it ties a connection to Redis, and the accounts that use it, to the life of a node. */
const genesysBackplane = (RED: NodeAPI): void => {
  RED.nodes.registerType<BackplaneNode, NodeDef, object, BackplaneCredentials>(
    "genesys-backplane",
    function (this: BackplaneNode & Node<BackplaneCredentials>, config) {
      RED.nodes.createNode(this, config);
      const members = new Set<Member>();
      let connection: Connection | undefined;
      const settings = () =>
        backplaneSettings(
          { ...config },
          this.credentials,
          storedUrl(RED, (this as { _alias?: string })._alias ?? this.id),
        );

      let onLeft = (): void => undefined;
      /** The accounts that close with it first give back what they hold. */
      const untilLeft = async (): Promise<void> => {
        if (members.size === 0 || connection?.state().kind !== "ready") return;
        await new Promise<void>((resolve) => {
          const cancel = realClock.after(LEAVING_MS, resolve);
          onLeft = () => {
            if (members.size > 0) return;
            cancel();
            resolve();
          };
        });
      };

      this.join = (member) => {
        const present = settings();
        connection ??= createConnection({
          settings: present,
          clock: clockOf(RED),
          random: Math.random,
          log: { info: (text) => this.log(text), warn: (text) => this.warn(text) },
        });
        members.add(member);
        const leave = (): void => {
          members.delete(member);
          onLeft();
        };
        return { settings: present, connection, leave };
      };
      this.members = () => [...members];
      this.connection = () => connection;

      try {
        settings();
      } catch (error) {
        this.error(isGenesysError(error) ? error.message : "The backplane cannot be used as it is set.");
      }
      this.on("close", (done: () => void) => {
        untilLeft()
          .then(() => connection?.close())
          .then(() => done(), done);
      });
    },
    { credentials: CREDENTIALS.backplane },
  );
  serveBackplane(RED, clockOf(RED));
};

export = Object.assign(genesysBackplane, { options: backplaneOptions });
