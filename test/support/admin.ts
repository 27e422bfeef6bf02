/** Node-RED's admin API as a browser would use it, with the token of one of its users or without. */
export interface Admin {
  get(path: string): Promise<Said>;
  post(path: string, body?: unknown): Promise<Said>;
}

export interface Said {
  status: number;
  text: string;
  headers: Headers;
  /** The body where it is JSON. */
  body: Record<string, unknown>;
}

const read = async (answer: Response): Promise<Said> => {
  const text = await answer.text();
  const isJson = /json/.test(answer.headers.get("content-type") ?? "");
  const body = isJson ? (JSON.parse(text) as Record<string, unknown>) : {};
  return { status: answer.status, text, headers: answer.headers, body };
};

export const adminOf = (url: string, token?: string): Admin => {
  const headers = {
    "content-type": "application/json",
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  };
  return {
    get: async (path) => read(await fetch(new URL(path, url), { headers })),
    post: async (path, body = {}) =>
      read(await fetch(new URL(path, url), { method: "POST", headers, body: JSON.stringify(body) })),
  };
};

/** The token of one of the users of `adminAuth`. */
export const tokenOf = async (
  url: string,
  username: string,
  password: string,
  scope = "*",
): Promise<string> => {
  const { body } = await adminOf(url).post("auth/token", {
    client_id: "node-red-admin",
    grant_type: "password",
    scope,
    username,
    password,
  });
  return String(body.access_token);
};

/** The browser's part of a sign-in: to the login host, and back to Node-RED. Where it came back to, and what it saw. */
export const visit = async (authorizeUrl: string): Promise<Said & { callback: string }> => {
  const sent = await fetch(authorizeUrl, { redirect: "manual" });
  const callback = sent.headers.get("location") ?? "";
  return { ...(await read(await fetch(callback))), callback };
};
