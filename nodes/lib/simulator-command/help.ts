/** What `genesys-simulator --help` prints. */
export const HELP = `genesys-simulator: a simulated organisation of Genesys Cloud on this machine, without Node-RED.

  --port <number>      the port, 8080 by default; 0 takes a free one
  --host <address>     the address to listen on, 127.0.0.1 by default
  --allow-host <name>  another name by which it is reached, such as that of a proxy; can be repeated
  --start <file>       JSON with users, queues, divisions, clients, settings and acts to start with
  --capture <file>     a captured conversation to start with; can be repeated
  --floor              customers arrive and agents serve them; prints a line for each event
  --rate <name=value>  changes a rate of the floor, such as perHour=300 or mix.call=1; can be repeated
  --seed <text>        another day of the floor; the same seed gives the same day
  --speed <factor>     how fast its time runs, 1 by default; max is as fast as this machine can
  --hours <number>     ends after so many hours of its time
  --settings <file>    JSON with any of these: port, host, allowHost, start, capture, floor, rates, seed, speed, hours
  --help, --version

https://github.com/genesys-flows/node-red-genesys-cloud/blob/main/docs/simulator.md
`;
