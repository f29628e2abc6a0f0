; The installer for Windows: Inno Setup 6, per machine. UNTESTED: nobody has run this yet; see README.md beside it.
; ISCC /DVersion=0.1.0 packaging\windows\gridplus.iss        (silent set-up: gridplus-setup.exe /VERYSILENT /NORESTART)
#ifndef Version
  #error give the version of pyproject.toml: /DVersion=X.Y.Z
#endif

[Setup]
AppId={{6E5B0C1B-7C0F-4C5E-9B7E-2B6C35E3D1A4}
AppName=网格+ 片区值守台
AppVersion={#Version}
DefaultDirName={autopf}\GridPlus
DefaultGroupName=网格+ 片区值守台
PrivilegesRequired=admin
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
OutputDir=..\..\dist
OutputBaseFilename=gridplus-desk-{#Version}-setup
SetupIconFile=..\..\build\package\gridplus.ico
UninstallDisplayIcon={app}\gridplus-desk.exe
LicenseFile=..\..\LICENSE
Compression=lzma2
SolidCompression=yes
CloseApplications=yes
; SignTool=office            (name a signing tool here: unsigned installers are what virus scanners complain about)

[Languages]
; The Chinese texts are no part of Inno Setup: put ChineseSimplified.isl into its Languages folder.
Name: "zh"; MessagesFile: "compiler:Languages\ChineseSimplified.isl"
Name: "en"; MessagesFile: "compiler:Default.isl"

[Files]
Source: "..\..\dist\gridplus\*"; DestDir: "{app}"; Flags: recursesubdirs createallsubdirs ignoreversion
Source: "..\..\THIRD-PARTY.md"; DestDir: "{app}"
Source: "..\..\README.zh-CN.md"; DestDir: "{app}"

[InstallDelete]
; What an older version had and this one has not.
Type: filesandordirs; Name: "{app}\_internal"

[Icons]
Name: "{group}\网格+ 片区值守台"; Filename: "{app}\gridplus-desk.exe"
Name: "{commondesktop}\网格+ 片区值守台"; Filename: "{app}\gridplus-desk.exe"; Tasks: desktop

[Tasks]
Name: "desktop"; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked
