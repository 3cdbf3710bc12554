/** The names of what goes between main and preload. */
export const CHANNELS = {
  /** Page → main: asks for a port to the core. */
  connect: 'portolan:connect',
  /** Main → page: the port. */
  port: 'portolan:port',
  /** Page → main: the commands of the window for the menu bar. */
  commands: 'portolan:commands',
  /** Main → page: a command was chosen in the menu bar. */
  command: 'portolan:command',
} as const;
