@echo off
rem One door on Windows; the same commands as ./run.
setlocal
cd /d "%~dp0"
if not exist .venv\Scripts\python.exe (
  echo run: making the virtual environment in .venv
  py -3 -m venv .venv || exit /b 2
)
fc /b pyproject.toml .venv\ready.toml >nul 2>nul
if errorlevel 1 (
  echo run: installing Python packages ^(once; about a minute^)
  .venv\Scripts\python -m pip install --quiet --disable-pip-version-check --editable .[dev] || exit /b 2
  copy /y pyproject.toml .venv\ready.toml >nul
)
if "%1"=="test" set QT_QPA_PLATFORM=offscreen
if "%1"=="check" (
  .venv\Scripts\ruff format --check --quiet . || exit /b 1
  .venv\Scripts\ruff check --quiet . || exit /b 1
  .venv\Scripts\mypy || exit /b 1
  .venv\Scripts\lint-imports || exit /b 1
  set QT_QPA_PLATFORM=offscreen
  .venv\Scripts\python -m outreach_app.cli.main test
  exit /b %errorlevel%
)
.venv\Scripts\python -m outreach_app.cli.main %*
