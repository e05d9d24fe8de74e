; The installer of Windows (Inno Setup 6), made of dist\kzref:
;
;     iscc /DVersion=0.1.0 packaging\windows\kzref.iss

#ifndef Version
  #error Name the version: iscc /DVersion=...
#endif

[Setup]
AppId={{6E0B8B0C-6B0E-4C0B-9C6B-4B7A0C1D5E21}
AppName=kzref
AppVersion={#Version}
AppPublisher=The kzref project
DefaultDirName={autopf}\kzref
DefaultGroupName=kzref
DisableProgramGroupPage=yes
; For the one who installs it, without an administrator; for all of the machine on request.
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
ChangesAssociations=yes
LicenseFile=..\..\LICENSE
SetupIconFile=..\..\build\kzref.ico
UninstallDisplayIcon={app}\kzref.exe
SourceDir=..\..
OutputDir=dist
OutputBaseFilename=kzref-{#Version}-windows-x86_64-setup
Compression=lzma2/max
SolidCompression=yes
WizardStyle=modern

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "ru"; MessagesFile: "compiler:Languages\Russian.isl"

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked

[InstallDelete]
; What an older version left would be found as extra by its Python.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "dist\kzref\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion

[Icons]
Name: "{autoprograms}\kzref"; Filename: "{app}\kzref.exe"
Name: "{autodesktop}\kzref"; Filename: "{app}\kzref.exe"; Tasks: desktopicon

[Registry]
Root: HKA; Subkey: "Software\Classes\kzref"; ValueType: string; ValueData: "URL:kzref"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\kzref"; ValueType: string; ValueName: "URL Protocol"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\kzref\DefaultIcon"; ValueType: string; ValueData: "{app}\kzref.exe,0"
Root: HKA; Subkey: "Software\Classes\kzref\shell\open\command"; ValueType: string; ValueData: """{app}\kzref.exe"" ""%1"""

[Run]
Filename: "{app}\kzref.exe"; Description: "{cm:LaunchProgram,kzref}"; Flags: nowait postinstall skipifsilent
