// Imported first: the settings of the end-to-end tests read these when they are loaded.
process.env['CLOUDAPP_E2E_DIRECTORY'] ??= 'screenshots';
process.env['CLOUDAPP_E2E_PORT'] ??= '18180';
// Slow enough to photograph a machine while it installs itself.
process.env['CLOUDAPP_E2E_MACHINE_SPEED'] ??= '4';
