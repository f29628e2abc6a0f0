# The bundle and the installer on Windows. UNTESTED: nobody has run this yet; see README.md beside it.
# Needs Python 3.11 and Inno Setup 6 (ISCC on the path). Run from the root of the tree.
$ErrorActionPreference = "Stop"
$env:PYTHONHASHSEED = "0"
if (-not (Test-Path .venv)) { py -3.11 -m venv .venv }
$bin = ".venv\Scripts"
& $bin\python -m pip install --quiet --require-hashes --no-deps -r packaging\linux\installer.lock
& $bin\uv pip install --quiet --python $bin\python.exe --require-hashes -r requirements.lock
& $bin\python packaging\linux\icons.py build\package --ico
& $bin\pyinstaller --noconfirm --clean --distpath dist --workpath build\bundle packaging\bundle\gridplus.spec
& dist\gridplus\gridplus.exe demo --tour --weeks 8 --folder build\package\tour
if ($LASTEXITCODE -ne 0) { throw "the tour failed" }
$version = & $bin\python -c "import sys; sys.path.insert(0, 'packaging/bundle'); import choice; print(choice.version())"
& ISCC "/DVersion=$version" packaging\windows\gridplus.iss
