import { MakerZIP } from '@electron-forge/maker-zip';
import { FusesPlugin } from '@electron-forge/plugin-fuses';
import type { ForgeConfig } from '@electron-forge/shared-types';
import { FuseV1Options, FuseVersion } from '@electron/fuses';

/** What an installation consists of: the built files, the assets, and the packages that are needed when it runs. */
const PACKED = /^\/(?:package\.json|out(?:\/(?:main|preload|renderer)(?:\/.*)?)?|assets(?:\/.*)?|node_modules(?:\/.*)?)$/u;

/**
 * Makes the application's folder; installers are made from it by electron-builder (electron-builder.yml). Nothing is
 * rebuilt: the one native package that is needed brings Node-API binaries that serve Node and Electron alike.
 */
const config: ForgeConfig = {
  // Not `out`: that is what electron-vite builds, and what is packed.
  outDir: 'release/forge',
  packagerConfig: {
    name: 'Portolan',
    executableName: 'portolan',
    appBundleId: 'org.portolan.Portolan',
    appCategoryType: 'public.app-category.developer-tools',
    icon: 'assets/icon',
    asar: { unpack: '**/*.node' },
    ignore: (path) => path !== '' && !PACKED.test(path),
    prune: true,
  },
  rebuildConfig: { onlyModules: [] },
  makers: [new MakerZIP({})],
  plugins: [
    new FusesPlugin({
      version: FuseVersion.V1,
      [FuseV1Options.RunAsNode]: false,
      [FuseV1Options.EnableCookieEncryption]: true,
      [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
      [FuseV1Options.EnableNodeCliInspectArguments]: false,
      [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
      [FuseV1Options.OnlyLoadAppFromAsar]: true,
      [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
      [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
    }),
  ],
};

export default config;
