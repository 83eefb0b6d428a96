; ModuleID = 'm'
source_filename = "m"
target datalayout = "e-m:e-p:32:32-Fi8-i64:64-v128:64:128-a:0:32-n32-S64"
target triple = "thumbv7em-unknown-none-eabihf"

; Function Attrs: nounwind optsize
define internal float @"func[0]"(float %0, float %1) #0 section ".text.func[0]" !dbg !4 {
entry:
  %2 = alloca float, align 4
  %3 = alloca float, align 4
  store float %0, ptr %2, align 4
  store float %1, ptr %3, align 4
  br label %start

start:                                            ; preds = %entry
  %4 = fadd float %0, %1, !dbg !7
  br label %return, !dbg !8

return:                                           ; preds = %start
  %5 = phi float [ %4, %start ]
  ret float %5, !dbg !8
}

; Function Attrs: nounwind optsize
define internal float @"func[1]"(float %0, float %1) #0 section ".text.func[1]" !dbg !9 {
entry:
  %2 = alloca float, align 4
  %3 = alloca float, align 4
  store float %0, ptr %2, align 4
  store float %1, ptr %3, align 4
  br label %start

start:                                            ; preds = %entry
  %4 = fsub float %0, %1, !dbg !10
  br label %return, !dbg !11

return:                                           ; preds = %start
  %5 = phi float [ %4, %start ]
  ret float %5, !dbg !11
}

; Function Attrs: nounwind optsize
define internal float @"func[2]"(float %0, float %1) #0 section ".text.func[2]" !dbg !12 {
entry:
  %2 = alloca float, align 4
  %3 = alloca float, align 4
  store float %0, ptr %2, align 4
  store float %1, ptr %3, align 4
  br label %start

start:                                            ; preds = %entry
  %4 = fmul float %0, %1, !dbg !13
  br label %return, !dbg !14

return:                                           ; preds = %start
  %5 = phi float [ %4, %start ]
  ret float %5, !dbg !14
}

; Function Attrs: nounwind optsize
define internal float @"func[3]"(float %0, float %1) #0 section ".text.func[3]" !dbg !15 {
entry:
  %2 = alloca float, align 4
  %3 = alloca float, align 4
  store float %0, ptr %2, align 4
  store float %1, ptr %3, align 4
  br label %start

start:                                            ; preds = %entry
  %4 = fdiv float %0, %1, !dbg !16
  br label %return, !dbg !17

return:                                           ; preds = %start
  %5 = phi float [ %4, %start ]
  ret float %5, !dbg !17
}

; Function Attrs: nounwind optsize
define float @m_add(float %0, float %1) #0 section ".text.m_add" !dbg !18 {
  %3 = call float @"func[0]"(float %0, float %1), !dbg !19
  ret float %3, !dbg !19
}

; Function Attrs: nounwind optsize
define float @m_sub(float %0, float %1) #0 section ".text.m_sub" !dbg !20 {
  %3 = call float @"func[1]"(float %0, float %1), !dbg !21
  ret float %3, !dbg !21
}

; Function Attrs: nounwind optsize
define float @m_mul(float %0, float %1) #0 section ".text.m_mul" !dbg !22 {
  %3 = call float @"func[2]"(float %0, float %1), !dbg !23
  ret float %3, !dbg !23
}

; Function Attrs: nounwind optsize
define float @m_div(float %0, float %1) #0 section ".text.m_div" !dbg !24 {
  %3 = call float @"func[3]"(float %0, float %1), !dbg !25
  ret float %3, !dbg !25
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
!4 = distinct !DISubprogram(name: "add", linkageName: "add", scope: null, file: !3, line: 55, type: !5, scopeLine: 55, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!5 = !DISubroutineType(flags: DIFlagPublic, types: !6)
!6 = !{null}
!7 = !DILocation(line: 60, scope: !4)
!8 = !DILocation(line: 61, scope: !4)
!9 = distinct !DISubprogram(name: "sub", linkageName: "sub", scope: null, file: !3, line: 63, type: !5, scopeLine: 63, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!10 = !DILocation(line: 68, scope: !9)
!11 = !DILocation(line: 69, scope: !9)
!12 = distinct !DISubprogram(name: "mul", linkageName: "mul", scope: null, file: !3, line: 71, type: !5, scopeLine: 71, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!13 = !DILocation(line: 76, scope: !12)
!14 = !DILocation(line: 77, scope: !12)
!15 = distinct !DISubprogram(name: "div", linkageName: "div", scope: null, file: !3, line: 79, type: !5, scopeLine: 79, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!16 = !DILocation(line: 84, scope: !15)
!17 = !DILocation(line: 85, scope: !15)
!18 = distinct !DISubprogram(name: "m_add", linkageName: "m_add", scope: null, file: !3, line: 55, type: !5, scopeLine: 55, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!19 = !DILocation(line: 55, scope: !18)
!20 = distinct !DISubprogram(name: "m_sub", linkageName: "m_sub", scope: null, file: !3, line: 63, type: !5, scopeLine: 63, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!21 = !DILocation(line: 63, scope: !20)
!22 = distinct !DISubprogram(name: "m_mul", linkageName: "m_mul", scope: null, file: !3, line: 71, type: !5, scopeLine: 71, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!23 = !DILocation(line: 71, scope: !22)
!24 = distinct !DISubprogram(name: "m_div", linkageName: "m_div", scope: null, file: !3, line: 79, type: !5, scopeLine: 79, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!25 = !DILocation(line: 79, scope: !24)
!26 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!27 = !DILocation(line: 0, scope: !26)
