// A line that is 20 ms long: forwards bytes both ways, 10 ms late each.
import { connect, createServer } from "node:net";

export const longLine = (port, ms = 10) =>
  new Promise((resolve) => {
    const server = createServer((near) => {
      const far = connect(port, "127.0.0.1");
      const late = (from, to) => {
        from.on("data", (bytes) => setTimeout(() => to.write(bytes), ms));
        from.on("end", () => setTimeout(() => to.end(), ms));
        from.on("error", () => to.destroy());
      };
      late(near, far);
      late(far, near);
    });
    server.listen(0, "127.0.0.1", () =>
      resolve({ port: server.address().port, close: () => server.close() }),
    );
  });
