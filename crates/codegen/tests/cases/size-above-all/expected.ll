; ModuleID = 'm'
source_filename = "m"
target datalayout = "e-m:e-p:32:32-Fi8-i64:64-v128:64:128-a:0:32-n32-S64"
target triple = "thumbv7m-unknown-none-eabi"

$"func[0]" = comdat nodeduplicate

$"func[1]" = comdat nodeduplicate

$"func[2]" = comdat nodeduplicate

$"func[3]" = comdat nodeduplicate

$m_f1 = comdat nodeduplicate

$m_f2 = comdat nodeduplicate

$m_f3 = comdat nodeduplicate

$m_f4 = comdat nodeduplicate

$__dissolve_m_instantiate = comdat nodeduplicate

@global.0 = internal global i32 0
@global.1 = internal global i32 0
@global.2 = internal global i32 0
@global.3 = internal global i32 0

; Function Attrs: minsize nounwind optsize
define internal void @"func[0]"(i32 %0) #0 comdat !dbg !4 {
entry:
  %1 = alloca i32, align 4
  store i32 %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  store i32 %0, ptr @global.0, align 4, !dbg !7
  store i32 %0, ptr @global.1, align 4, !dbg !8
  store i32 %0, ptr @global.2, align 4, !dbg !9
  store i32 1, ptr @global.3, align 4, !dbg !10
  br label %return, !dbg !11

return:                                           ; preds = %start
  ret void, !dbg !11
}

; Function Attrs: minsize nounwind optsize
define internal void @"func[1]"(i32 %0) #0 comdat !dbg !12 {
entry:
  %1 = alloca i32, align 4
  store i32 %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  store i32 %0, ptr @global.0, align 4, !dbg !13
  store i32 %0, ptr @global.1, align 4, !dbg !14
  store i32 %0, ptr @global.2, align 4, !dbg !15
  store i32 2, ptr @global.3, align 4, !dbg !16
  br label %return, !dbg !17

return:                                           ; preds = %start
  ret void, !dbg !17
}

; Function Attrs: minsize nounwind optsize
define internal void @"func[2]"(i32 %0) #0 comdat !dbg !18 {
entry:
  %1 = alloca i32, align 4
  store i32 %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  store i32 %0, ptr @global.0, align 4, !dbg !19
  store i32 %0, ptr @global.1, align 4, !dbg !20
  store i32 %0, ptr @global.2, align 4, !dbg !21
  store i32 3, ptr @global.3, align 4, !dbg !22
  br label %return, !dbg !23

return:                                           ; preds = %start
  ret void, !dbg !23
}

; Function Attrs: minsize nounwind optsize
define internal void @"func[3]"(i32 %0) #0 comdat !dbg !24 {
entry:
  %1 = alloca i32, align 4
  store i32 %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  store i32 %0, ptr @global.0, align 4, !dbg !25
  store i32 %0, ptr @global.1, align 4, !dbg !26
  store i32 %0, ptr @global.2, align 4, !dbg !27
  store i32 4, ptr @global.3, align 4, !dbg !28
  br label %return, !dbg !29

return:                                           ; preds = %start
  ret void, !dbg !29
}

; Function Attrs: minsize nounwind optsize
define void @m_f1(i32 %0) #0 comdat !dbg !30 {
  call void @"func[0]"(i32 %0), !dbg !31
  ret void, !dbg !31
}

; Function Attrs: minsize nounwind optsize
define void @m_f2(i32 %0) #0 comdat !dbg !32 {
  call void @"func[1]"(i32 %0), !dbg !33
  ret void, !dbg !33
}

; Function Attrs: minsize nounwind optsize
define void @m_f3(i32 %0) #0 comdat !dbg !34 {
  call void @"func[2]"(i32 %0), !dbg !35
  ret void, !dbg !35
}

; Function Attrs: minsize nounwind optsize
define void @m_f4(i32 %0) #0 comdat !dbg !36 {
  call void @"func[3]"(i32 %0), !dbg !37
  ret void, !dbg !37
}

; Function Attrs: minsize nounwind optsize
define void @__dissolve_m_instantiate() #0 comdat !dbg !38 {
  store i32 0, ptr @global.0, align 4, !dbg !39
  store i32 0, ptr @global.1, align 4, !dbg !39
  store i32 0, ptr @global.2, align 4, !dbg !39
  store i32 0, ptr @global.3, align 4, !dbg !39
  ret void, !dbg !39
}

attributes #0 = { minsize nounwind optsize "no-builtins" "warn-stack-size"="0" }

!llvm.module.flags = !{!0, !1}
!llvm.dbg.cu = !{!2}

!0 = !{i32 2, !"Debug Info Version", i32 3}
!1 = !{i32 2, !"Dwarf Version", i32 4}
!2 = distinct !DICompileUnit(language: DW_LANG_C99, file: !3, producer: "dissolve", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly)
!3 = !DIFile(filename: "m.wasm", directory: "")
!4 = distinct !DISubprogram(name: "f1", linkageName: "f1", scope: null, file: !3, line: 72, type: !5, scopeLine: 72, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!5 = !DISubroutineType(flags: DIFlagPublic, types: !6)
!6 = !{null}
!7 = !DILocation(line: 75, scope: !4)
!8 = !DILocation(line: 79, scope: !4)
!9 = !DILocation(line: 83, scope: !4)
!10 = !DILocation(line: 87, scope: !4)
!11 = !DILocation(line: 89, scope: !4)
!12 = distinct !DISubprogram(name: "f2", linkageName: "f2", scope: null, file: !3, line: 91, type: !5, scopeLine: 91, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!13 = !DILocation(line: 94, scope: !12)
!14 = !DILocation(line: 98, scope: !12)
!15 = !DILocation(line: 102, scope: !12)
!16 = !DILocation(line: 106, scope: !12)
!17 = !DILocation(line: 108, scope: !12)
!18 = distinct !DISubprogram(name: "f3", linkageName: "f3", scope: null, file: !3, line: 110, type: !5, scopeLine: 110, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!19 = !DILocation(line: 113, scope: !18)
!20 = !DILocation(line: 117, scope: !18)
!21 = !DILocation(line: 121, scope: !18)
!22 = !DILocation(line: 125, scope: !18)
!23 = !DILocation(line: 127, scope: !18)
!24 = distinct !DISubprogram(name: "f4", linkageName: "f4", scope: null, file: !3, line: 129, type: !5, scopeLine: 129, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!25 = !DILocation(line: 132, scope: !24)
!26 = !DILocation(line: 136, scope: !24)
!27 = !DILocation(line: 140, scope: !24)
!28 = !DILocation(line: 144, scope: !24)
!29 = !DILocation(line: 146, scope: !24)
!30 = distinct !DISubprogram(name: "m_f1", linkageName: "m_f1", scope: null, file: !3, line: 72, type: !5, scopeLine: 72, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!31 = !DILocation(line: 72, scope: !30)
!32 = distinct !DISubprogram(name: "m_f2", linkageName: "m_f2", scope: null, file: !3, line: 91, type: !5, scopeLine: 91, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!33 = !DILocation(line: 91, scope: !32)
!34 = distinct !DISubprogram(name: "m_f3", linkageName: "m_f3", scope: null, file: !3, line: 110, type: !5, scopeLine: 110, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!35 = !DILocation(line: 110, scope: !34)
!36 = distinct !DISubprogram(name: "m_f4", linkageName: "m_f4", scope: null, file: !3, line: 129, type: !5, scopeLine: 129, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!37 = !DILocation(line: 129, scope: !36)
!38 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!39 = !DILocation(line: 0, scope: !38)
