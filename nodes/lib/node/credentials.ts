const text = { type: "text" } as const;
const password = { type: "password" } as const;

/** The credentials of nodes, as Node-RED is to keep them: a password never goes to the editor. */
export const CREDENTIALS = {
  backplane: { username: text, password },
  openMessageIn: { secret: password },
  requestIn: { headerValue: password, user: text, password },
};
