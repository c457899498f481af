// Imported first: the settings of the end-to-end tests read these when they are loaded.
process.env['CLOUDAPP_E2E_DIRECTORY'] ??= 'screenshots';
process.env['CLOUDAPP_E2E_PORT'] ??= '18180';
// As slow as machines are, for the times on the pictures are to be believed.
process.env['CLOUDAPP_E2E_MACHINE_SPEED'] ??= '1';
