; ModuleID = 'm'
source_filename = "m"
target datalayout = "e-m:e-p:32:32-Fi8-i64:64-v128:64:128-a:0:32-n32-S64"
target triple = "thumbv7em-unknown-none-eabihf"

; Function Attrs: nounwind optsize
define internal i32 @"func[0]"(float %0, float %1) #0 section ".text.func[0]" !dbg !4 {
entry:
  %2 = alloca float, align 4
  store float %0, ptr %2, align 4
  %3 = alloca float, align 4
  store float %1, ptr %3, align 4
  br label %start

start:                                            ; preds = %entry
  %4 = load float, ptr %2, align 4, !dbg !7
  %5 = load float, ptr %3, align 4, !dbg !8
  %6 = fcmp oeq float %4, %5, !dbg !9
  %7 = zext i1 %6 to i32, !dbg !9
  br label %return, !dbg !10

return:                                           ; preds = %start
  %8 = phi i32 [ %7, %start ]
  ret i32 %8, !dbg !10
}

; Function Attrs: nounwind optsize
define internal i32 @"func[1]"(float %0, float %1) #0 section ".text.func[1]" !dbg !11 {
entry:
  %2 = alloca float, align 4
  store float %0, ptr %2, align 4
  %3 = alloca float, align 4
  store float %1, ptr %3, align 4
  br label %start

start:                                            ; preds = %entry
  %4 = load float, ptr %2, align 4, !dbg !12
  %5 = load float, ptr %3, align 4, !dbg !13
  %6 = fcmp une float %4, %5, !dbg !14
  %7 = zext i1 %6 to i32, !dbg !14
  br label %return, !dbg !15

return:                                           ; preds = %start
  %8 = phi i32 [ %7, %start ]
  ret i32 %8, !dbg !15
}

; Function Attrs: nounwind optsize
define internal i32 @"func[2]"(float %0, float %1) #0 section ".text.func[2]" !dbg !16 {
entry:
  %2 = alloca float, align 4
  store float %0, ptr %2, align 4
  %3 = alloca float, align 4
  store float %1, ptr %3, align 4
  br label %start

start:                                            ; preds = %entry
  %4 = load float, ptr %2, align 4, !dbg !17
  %5 = load float, ptr %3, align 4, !dbg !18
  %6 = fcmp olt float %4, %5, !dbg !19
  %7 = zext i1 %6 to i32, !dbg !19
  br label %return, !dbg !20

return:                                           ; preds = %start
  %8 = phi i32 [ %7, %start ]
  ret i32 %8, !dbg !20
}

; Function Attrs: nounwind optsize
define internal i32 @"func[3]"(float %0, float %1) #0 section ".text.func[3]" !dbg !21 {
entry:
  %2 = alloca float, align 4
  store float %0, ptr %2, align 4
  %3 = alloca float, align 4
  store float %1, ptr %3, align 4
  br label %start

start:                                            ; preds = %entry
  %4 = load float, ptr %2, align 4, !dbg !22
  %5 = load float, ptr %3, align 4, !dbg !23
  %6 = fcmp oge float %4, %5, !dbg !24
  %7 = zext i1 %6 to i32, !dbg !24
  br label %return, !dbg !25

return:                                           ; preds = %start
  %8 = phi i32 [ %7, %start ]
  ret i32 %8, !dbg !25
}

; Function Attrs: nounwind optsize
define i32 @m_eq(float %0, float %1) #0 section ".text.m_eq" !dbg !26 {
  %3 = call i32 @"func[0]"(float %0, float %1), !dbg !27
  ret i32 %3, !dbg !27
}

; Function Attrs: nounwind optsize
define i32 @m_ne(float %0, float %1) #0 section ".text.m_ne" !dbg !28 {
  %3 = call i32 @"func[1]"(float %0, float %1), !dbg !29
  ret i32 %3, !dbg !29
}

; Function Attrs: nounwind optsize
define i32 @m_lt(float %0, float %1) #0 section ".text.m_lt" !dbg !30 {
  %3 = call i32 @"func[2]"(float %0, float %1), !dbg !31
  ret i32 %3, !dbg !31
}

; Function Attrs: nounwind optsize
define i32 @m_ge(float %0, float %1) #0 section ".text.m_ge" !dbg !32 {
  %3 = call i32 @"func[3]"(float %0, float %1), !dbg !33
  ret i32 %3, !dbg !33
}

; Function Attrs: nounwind optsize
define void @__dissolve_m_instantiate() #0 section ".text.__dissolve_m_instantiate" !dbg !34 {
  ret void, !dbg !35
}

attributes #0 = { nounwind optsize "no-builtins" "warn-stack-size"="0" }

!llvm.module.flags = !{!0, !1}
!llvm.dbg.cu = !{!2}

!0 = !{i32 2, !"Debug Info Version", i32 3}
!1 = !{i32 2, !"Dwarf Version", i32 4}
!2 = distinct !DICompileUnit(language: DW_LANG_C99, file: !3, producer: "dissolve", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly)
!3 = !DIFile(filename: "m.wasm", directory: "")
!4 = distinct !DISubprogram(name: "eq", linkageName: "eq", scope: null, file: !3, line: 51, type: !5, scopeLine: 51, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!5 = !DISubroutineType(flags: DIFlagPublic, types: !6)
!6 = !{null}
!7 = !DILocation(line: 52, scope: !4)
!8 = !DILocation(line: 54, scope: !4)
!9 = !DILocation(line: 56, scope: !4)
!10 = !DILocation(line: 57, scope: !4)
!11 = distinct !DISubprogram(name: "ne", linkageName: "ne", scope: null, file: !3, line: 59, type: !5, scopeLine: 59, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!12 = !DILocation(line: 60, scope: !11)
!13 = !DILocation(line: 62, scope: !11)
!14 = !DILocation(line: 64, scope: !11)
!15 = !DILocation(line: 65, scope: !11)
!16 = distinct !DISubprogram(name: "lt", linkageName: "lt", scope: null, file: !3, line: 67, type: !5, scopeLine: 67, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!17 = !DILocation(line: 68, scope: !16)
!18 = !DILocation(line: 70, scope: !16)
!19 = !DILocation(line: 72, scope: !16)
!20 = !DILocation(line: 73, scope: !16)
!21 = distinct !DISubprogram(name: "ge", linkageName: "ge", scope: null, file: !3, line: 75, type: !5, scopeLine: 75, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!22 = !DILocation(line: 76, scope: !21)
!23 = !DILocation(line: 78, scope: !21)
!24 = !DILocation(line: 80, scope: !21)
!25 = !DILocation(line: 81, scope: !21)
!26 = distinct !DISubprogram(name: "m_eq", linkageName: "m_eq", scope: null, file: !3, line: 51, type: !5, scopeLine: 51, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!27 = !DILocation(line: 51, scope: !26)
!28 = distinct !DISubprogram(name: "m_ne", linkageName: "m_ne", scope: null, file: !3, line: 59, type: !5, scopeLine: 59, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!29 = !DILocation(line: 59, scope: !28)
!30 = distinct !DISubprogram(name: "m_lt", linkageName: "m_lt", scope: null, file: !3, line: 67, type: !5, scopeLine: 67, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!31 = !DILocation(line: 67, scope: !30)
!32 = distinct !DISubprogram(name: "m_ge", linkageName: "m_ge", scope: null, file: !3, line: 75, type: !5, scopeLine: 75, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!33 = !DILocation(line: 75, scope: !32)
!34 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!35 = !DILocation(line: 0, scope: !34)
