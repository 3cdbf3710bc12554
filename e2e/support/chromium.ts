/** How the system's Chromium is started: as root in a container, without a GPU, and without calling anybody. */
export const CHROMIUM = {
  executablePath: process.env['PORTOLAN_CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
};
