; The installer for the user who runs it: no administrator, no network. build.sh gives VERSION, FOLDER (what is
; installed), ICON, SIDE and OUT. With /S it asks nothing, /D=… says where; it ends with 2 where the program is running, with 4
; where the folder holds what is not ours.
Unicode true
ManifestDPIAware true
RequestExecutionLevel user
SetCompressor /SOLID lzma
SetCompressorDictSize 64

!include MUI2.nsh
!include LogicLib.nsh
!include FileFunc.nsh
!include WinVer.nsh
!include x64.nsh
!include Win\COM.nsh
!include Win\Propkey.nsh

!define NAME "考评台"
!define APP_ID "Kaoping.Kaoping" ; by which the taskbar knows window and shortcut for one (desktop/ui/taskbar.py)
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\Kaoping"
!define OWN_KEY "Software\Kaoping"
!define CLASSES "Software\Classes"
!define PROGRAM "$INSTDIR\python\pythonw.exe"

Name "${NAME}"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\Kaoping"
InstallDirRegKey HKCU "${OWN_KEY}" "Folder" ; an upgrade goes where the program is
BrandingText "${NAME} ${VERSION}"
ShowInstDetails nevershow
ShowUninstDetails nevershow

VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=2052 "ProductName" "${NAME}"
VIAddVersionKey /LANG=2052 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "FileDescription" "${NAME} ${VERSION} 安装程序"
VIAddVersionKey /LANG=2052 "LegalCopyright" "Apache License 2.0"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${SIDE}"
!define MUI_WELCOMEFINISHPAGE_BITMAP_STRETCH AspectFitHeight
!define MUI_UNWELCOMEFINISHPAGE_BITMAP "${SIDE}"
!define MUI_UNWELCOMEFINISHPAGE_BITMAP_STRETCH AspectFitHeight
!define MUI_COMPONENTSPAGE_SMALLDESC
!define MUI_ABORTWARNING

!define MUI_WELCOMEPAGE_TITLE "安装${NAME} ${VERSION}"
!define MUI_WELCOMEPAGE_TEXT "本程序只为当前用户安装，不需要管理员权限，也不需要联网。$\r$\n$\r$\n已经装过旧版本的，直接安装就是升级：工作区、备份和设置都保留。$\r$\n$\r$\n安装前请关闭正在运行的${NAME}。"
!insertmacro MUI_PAGE_WELCOME
!define MUI_PAGE_HEADER_SUBTEXT "桌面快捷方式可以不要。"
!define MUI_COMPONENTSPAGE_TEXT_TOP "勾选要安装的部分，再点“下一步”。"
!define MUI_COMPONENTSPAGE_TEXT_COMPLIST "要安装的部分："
!insertmacro MUI_PAGE_COMPONENTS
!define MUI_PAGE_HEADER_SUBTEXT "程序装在哪个文件夹里。"
!define MUI_DIRECTORYPAGE_TEXT_TOP "程序装在下面的文件夹里，一般不用更改。这里只放程序；您的数据放在工作区，工作区的位置第一次打开程序时再选。"
!define MUI_PAGE_CUSTOMFUNCTION_LEAVE RefuseForeignFolder
!insertmacro MUI_PAGE_DIRECTORY
!define MUI_PAGE_HEADER_SUBTEXT "正在复制程序文件，请稍候。"
!define MUI_INSTFILESPAGE_FINISHHEADER_SUBTEXT "程序文件都已复制好。"
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "${PROGRAM}"
!define MUI_FINISHPAGE_RUN_PARAMETERS "-m desktop"
!define MUI_FINISHPAGE_RUN_TEXT "现在打开${NAME}"
!insertmacro MUI_PAGE_FINISH

!define MUI_PAGE_HEADER_SUBTEXT "删除程序，保留您的数据。"
!define MUI_UNCONFIRMPAGE_TEXT_TOP "将删除${NAME}的程序。您的数据不会删除：工作区、备份、设置和打印、导出的文件都原样留着，以后重新安装还能接着用。"
!insertmacro MUI_UNPAGE_CONFIRM
!define MUI_PAGE_HEADER_SUBTEXT "正在删除程序文件，请稍候。"
!insertmacro MUI_UNPAGE_INSTFILES
!define MUI_FINISHPAGE_TITLE "${NAME}已经卸载"
!define MUI_FINISHPAGE_TEXT "您的数据还在原处，没有删除。$\r$\n$\r$\n没有另选位置的工作区和运行记录在：$\r$\n$LOCALAPPDATA\kaoping$\r$\n$\r$\n确实不再需要时，可以自己删除那个文件夹。"
!insertmacro MUI_UNPAGE_FINISH
!insertmacro MUI_LANGUAGE "SimpChinese"

; A program file that is in use cannot be opened for writing. A virus scanner holds one for a moment only.
!macro REFUSE_RUNNING OF DOING
Function ${OF}RefuseRunning
  again:
  StrCpy $1 0
  ${DoWhile} $1 < 6
    ${IfNot} ${FileExists} "$INSTDIR\python\python311.dll"
      Return
    ${EndIf}
    ClearErrors
    FileOpen $0 "$INSTDIR\python\python311.dll" a
    ${IfNot} ${Errors}
      FileClose $0
      Return
    ${EndIf}
    Sleep 500
    IntOp $1 $1 + 1
  ${Loop}
  MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "${NAME}正在运行，不能${DOING}。$\r$\n$\r$\n请先关闭${NAME}的窗口，再点“重试”；点“取消”则什么也不改动。" /SD IDCANCEL IDRETRY again
  SetErrorLevel 2
  Quit
FunctionEnd
!macroend
!insertmacro REFUSE_RUNNING "" "安装"
!insertmacro REFUSE_RUNNING "un." "卸载"

; Only what an installer put there: whatever else lies in the folder is the user's.
!macro REMOVE_PROGRAM
  RMDir /r "$INSTDIR\python"
  RMDir /r "$INSTDIR\lib"
  Delete "$INSTDIR\kaoping.cmd"
  Delete "$INSTDIR\kaoping.ico"
  Delete "$INSTDIR\LICENSE.txt"
  Delete "$INSTDIR\uninstall.exe"
!macroend

; Explorer names, draws and opens the files of one ending so. What another program has taken stays its own.
!macro OWN_FILES ENDING CLASS WORDS
  WriteRegStr HKCU "${CLASSES}\${CLASS}" "" "${WORDS}"
  WriteRegStr HKCU "${CLASSES}\${CLASS}\DefaultIcon" "" "$INSTDIR\kaoping.ico"
  WriteRegStr HKCU "${CLASSES}\${CLASS}\shell\open\command" "" '"${PROGRAM}" -m desktop "%1"'
  WriteRegStr HKCU "${CLASSES}\${ENDING}\OpenWithProgids" "${CLASS}" ""
  ReadRegStr $0 HKCU "${CLASSES}\${ENDING}" ""
  ${If} $0 == ""
    WriteRegStr HKCU "${CLASSES}\${ENDING}" "" "${CLASS}"
  ${EndIf}
!macroend

!macro DISOWN_FILES ENDING CLASS
  DeleteRegKey HKCU "${CLASSES}\${CLASS}"
  DeleteRegValue HKCU "${CLASSES}\${ENDING}\OpenWithProgids" "${CLASS}"
  ReadRegStr $0 HKCU "${CLASSES}\${ENDING}" ""
  ${If} $0 == "${CLASS}"
    DeleteRegValue HKCU "${CLASSES}\${ENDING}" ""
  ${EndIf}
  DeleteRegKey /ifempty HKCU "${CLASSES}\${ENDING}\OpenWithProgids"
  DeleteRegKey /ifempty HKCU "${CLASSES}\${ENDING}"
!macroend

; A shortcut with the program's own name for the taskbar, so that what is pinned there is the program and no bare Python.
!macro SHORTCUT FILE
  CreateShortcut "${FILE}" "${PROGRAM}" "-m desktop" "$INSTDIR\kaoping.ico" 0 SW_SHOWNORMAL "" "年度考核评分"
  !insertmacro ComHlpr_CreateInProcInstance ${CLSID_ShellLink} ${IID_IShellLink} r0 ""
  ${If} $0 P<> 0
    ${IUnknown::QueryInterface} $0 '("${IID_IPersistFile}",.r1)'
    ${IUnknown::QueryInterface} $0 '("${IID_IPropertyStore}",.r2)'
    ${If} $1 P<> 0
    ${AndIf} $2 P<> 0
      ${IPersistFile::Load} $1 '("${FILE}", ${STGM_READWRITE})'
      System::Call 'Oleaut32::SysAllocString(w "${APP_ID}")p.r3'
      System::Call '*${SYSSTRUCT_PROPERTYKEY}(${PKEY_AppUserModel_ID})p.r4'
      System::Call '*${SYSSTRUCT_PROPVARIANT}(${VT_BSTR},,&i4 $3)p.r5'
      ${IPropertyStore::SetValue} $2 '($4,$5)'
      ${IPropertyStore::Commit} $2 ""
      ${IPersistFile::Save} $1 '("${FILE}",1)'
      System::Call 'Oleaut32::SysFreeString(p $3)'
      System::Free $4
      System::Free $5
    ${EndIf}
    !insertmacro ComHlpr_SafeRelease $2
    !insertmacro ComHlpr_SafeRelease $1
    !insertmacro ComHlpr_SafeRelease $0
  ${EndIf}
!macroend

Section "${NAME}（必选）" PROGRAM_PART
  SectionIn RO
  ${If} ${Silent} ; whoever is asked has been told on the page of the folder
    Call LookForForeign
    ${If} $0 == 1
      SetErrorLevel 4
      Quit
    ${EndIf}
  ${EndIf}
  Call RefuseRunning
  !insertmacro REMOVE_PROGRAM
  SetOutPath "$INSTDIR"
  WriteUninstaller "$INSTDIR\uninstall.exe" ; first: by it a next try knows for its own what a power cut left half done
  File /r "${FOLDER}\*"
  File "/oname=kaoping.ico" "${ICON}"

  SetOutPath "$PROFILE" ; where a shortcut begins
  !insertmacro SHORTCUT "$SMPROGRAMS\${NAME}.lnk"
  ${If} ${FileExists} "$DESKTOP\${NAME}.lnk" ; of the version before
    !insertmacro SHORTCUT "$DESKTOP\${NAME}.lnk"
  ${EndIf}
  !insertmacro OWN_FILES ".kpjh" "Kaoping.Package" "${NAME}考核包"
  !insertmacro OWN_FILES ".kpbak" "Kaoping.Backup" "${NAME}备份"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'

  WriteRegStr HKCU "${OWN_KEY}" "Folder" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\kaoping.ico"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "EstimatedSize" $0
SectionEnd

Section "桌面快捷方式" DESKTOP_PART
  SetOutPath "$PROFILE"
  !insertmacro SHORTCUT "$DESKTOP\${NAME}.lnk"
SectionEnd

LangString ABOUT_PROGRAM 2052 "程序、字体、考核办法和它自己的运行环境。"
LangString ABOUT_DESKTOP 2052 "在桌面上放一个打开${NAME}的图标。"
!insertmacro MUI_FUNCTION_DESCRIPTION_BEGIN
  !insertmacro MUI_DESCRIPTION_TEXT ${PROGRAM_PART} $(ABOUT_PROGRAM)
  !insertmacro MUI_DESCRIPTION_TEXT ${DESKTOP_PART} $(ABOUT_DESKTOP)
!insertmacro MUI_FUNCTION_DESCRIPTION_END

Function .onInit
  SetShellVarContext current
  ${IfNot} ${RunningX64}
  ${OrIfNot} ${AtLeastWin10}
  ${OrIfNot} ${AtLeastBuild} 17763
    MessageBox MB_OK|MB_ICONSTOP "${NAME}需要 64 位的 Windows 10（1809 或更新）或 Windows 11，这台电脑的系统不符合，没有安装。" /SD IDOK
    SetErrorLevel 3
    Quit
  ${EndIf}
FunctionEnd

; $0 becomes 1 where the folder holds something and no installer of ours was there: its python and lib are not ours to remove.
Function LookForForeign
  StrCpy $0 0
  ${IfNot} ${FileExists} "$INSTDIR\uninstall.exe"
    ${DirState} "$INSTDIR" $0
  ${EndIf}
FunctionEnd

Function RefuseForeignFolder
  Call LookForForeign
  ${If} $0 == 1
    MessageBox MB_OK|MB_ICONEXCLAMATION "“$INSTDIR”里已有别的文件，请另选一个空文件夹。"
    Abort
  ${EndIf}
FunctionEnd

Function un.onInit
  SetShellVarContext current
FunctionEnd

Section "Uninstall"
  Call un.RefuseRunning
  !insertmacro REMOVE_PROGRAM
  RMDir "$INSTDIR" ; unless something of the user's lies there
  Delete "$SMPROGRAMS\${NAME}.lnk"
  Delete "$DESKTOP\${NAME}.lnk"
  !insertmacro DISOWN_FILES ".kpjh" "Kaoping.Package"
  !insertmacro DISOWN_FILES ".kpbak" "Kaoping.Backup"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
  DeleteRegKey HKCU "${UNINSTALL_KEY}"
  DeleteRegKey HKCU "${OWN_KEY}"
SectionEnd
