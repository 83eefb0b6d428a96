; ModuleID = 'm'
source_filename = "m"
target datalayout = "e-m:e-p:32:32-Fi8-i64:64-v128:64:128-a:0:32-n32-S64"
target triple = "thumbv7em-unknown-none-eabihf"

; Function Attrs: nounwind optsize
define internal i32 @"func[0]"(float %0, float %1) #0 section ".text.func[0]" !dbg !4 {
entry:
  %2 = alloca float, align 4
  %3 = alloca float, align 4
  store float %0, ptr %2, align 4
  store float %1, ptr %3, align 4
  br label %start

start:                                            ; preds = %entry
  %4 = fcmp oeq float %0, %1, !dbg !7
  %5 = zext i1 %4 to i32, !dbg !7
  br label %return, !dbg !8

return:                                           ; preds = %start
  %6 = phi i32 [ %5, %start ]
  ret i32 %6, !dbg !8
}

; Function Attrs: nounwind optsize
define internal i32 @"func[1]"(float %0, float %1) #0 section ".text.func[1]" !dbg !9 {
entry:
  %2 = alloca float, align 4
  %3 = alloca float, align 4
  store float %0, ptr %2, align 4
  store float %1, ptr %3, align 4
  br label %start

start:                                            ; preds = %entry
  %4 = fcmp une float %0, %1, !dbg !10
  %5 = zext i1 %4 to i32, !dbg !10
  br label %return, !dbg !11

return:                                           ; preds = %start
  %6 = phi i32 [ %5, %start ]
  ret i32 %6, !dbg !11
}

; Function Attrs: nounwind optsize
define internal i32 @"func[2]"(float %0, float %1) #0 section ".text.func[2]" !dbg !12 {
entry:
  %2 = alloca float, align 4
  %3 = alloca float, align 4
  store float %0, ptr %2, align 4
  store float %1, ptr %3, align 4
  br label %start

start:                                            ; preds = %entry
  %4 = fcmp olt float %0, %1, !dbg !13
  %5 = zext i1 %4 to i32, !dbg !13
  br label %return, !dbg !14

return:                                           ; preds = %start
  %6 = phi i32 [ %5, %start ]
  ret i32 %6, !dbg !14
}

; Function Attrs: nounwind optsize
define internal i32 @"func[3]"(float %0, float %1) #0 section ".text.func[3]" !dbg !15 {
entry:
  %2 = alloca float, align 4
  %3 = alloca float, align 4
  store float %0, ptr %2, align 4
  store float %1, ptr %3, align 4
  br label %start

start:                                            ; preds = %entry
  %4 = fcmp oge float %0, %1, !dbg !16
  %5 = zext i1 %4 to i32, !dbg !16
  br label %return, !dbg !17

return:                                           ; preds = %start
  %6 = phi i32 [ %5, %start ]
  ret i32 %6, !dbg !17
}

; Function Attrs: nounwind optsize
define i32 @m_eq(float %0, float %1) #0 section ".text.m_eq" !dbg !18 {
  %3 = call i32 @"func[0]"(float %0, float %1), !dbg !19
  ret i32 %3, !dbg !19
}

; Function Attrs: nounwind optsize
define i32 @m_ne(float %0, float %1) #0 section ".text.m_ne" !dbg !20 {
  %3 = call i32 @"func[1]"(float %0, float %1), !dbg !21
  ret i32 %3, !dbg !21
}

; Function Attrs: nounwind optsize
define i32 @m_lt(float %0, float %1) #0 section ".text.m_lt" !dbg !22 {
  %3 = call i32 @"func[2]"(float %0, float %1), !dbg !23
  ret i32 %3, !dbg !23
}

; Function Attrs: nounwind optsize
define i32 @m_ge(float %0, float %1) #0 section ".text.m_ge" !dbg !24 {
  %3 = call i32 @"func[3]"(float %0, float %1), !dbg !25
  ret i32 %3, !dbg !25
}

; Function Attrs: nounwind optsize
define void @__dissolve_m_instantiate() #0 section ".text.__dissolve_m_instantiate" !dbg !26 {
  ret void, !dbg !27
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
!7 = !DILocation(line: 56, scope: !4)
!8 = !DILocation(line: 57, scope: !4)
!9 = distinct !DISubprogram(name: "ne", linkageName: "ne", scope: null, file: !3, line: 59, type: !5, scopeLine: 59, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!10 = !DILocation(line: 64, scope: !9)
!11 = !DILocation(line: 65, scope: !9)
!12 = distinct !DISubprogram(name: "lt", linkageName: "lt", scope: null, file: !3, line: 67, type: !5, scopeLine: 67, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!13 = !DILocation(line: 72, scope: !12)
!14 = !DILocation(line: 73, scope: !12)
!15 = distinct !DISubprogram(name: "ge", linkageName: "ge", scope: null, file: !3, line: 75, type: !5, scopeLine: 75, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!16 = !DILocation(line: 80, scope: !15)
!17 = !DILocation(line: 81, scope: !15)
!18 = distinct !DISubprogram(name: "m_eq", linkageName: "m_eq", scope: null, file: !3, line: 51, type: !5, scopeLine: 51, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!19 = !DILocation(line: 51, scope: !18)
!20 = distinct !DISubprogram(name: "m_ne", linkageName: "m_ne", scope: null, file: !3, line: 59, type: !5, scopeLine: 59, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!21 = !DILocation(line: 59, scope: !20)
!22 = distinct !DISubprogram(name: "m_lt", linkageName: "m_lt", scope: null, file: !3, line: 67, type: !5, scopeLine: 67, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!23 = !DILocation(line: 67, scope: !22)
!24 = distinct !DISubprogram(name: "m_ge", linkageName: "m_ge", scope: null, file: !3, line: 75, type: !5, scopeLine: 75, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!25 = !DILocation(line: 75, scope: !24)
!26 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!27 = !DILocation(line: 0, scope: !26)
