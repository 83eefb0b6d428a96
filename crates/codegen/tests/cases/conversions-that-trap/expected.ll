; ModuleID = 'm'
source_filename = "m"
target datalayout = "e-m:e-p:32:32-Fi8-i64:64-v128:64:128-a:0:32-n32-S64"
target triple = "thumbv7em-unknown-none-eabihf"

; Function Attrs: nounwind optsize
define internal i32 @"func[0]"(float %0) #0 section ".text.func[0]" !dbg !4 {
entry:
  %1 = alloca float, align 4
  store float %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  %2 = load float, ptr %1, align 4, !dbg !7
  %3 = fcmp uno float %2, %2, !dbg !8
  br i1 %3, label %trap, label %5, !dbg !8

return:                                           ; preds = %9
  %4 = phi i32 [ %10, %9 ]
  ret i32 %4, !dbg !9

trap:                                             ; preds = %start
  call void asm sideeffect "udf #5 /* 0x60 */", "~{memory}"() #1, !dbg !8
  unreachable, !dbg !8

5:                                                ; preds = %start
  %6 = fcmp oge float %2, 0x41E0000000000000, !dbg !8
  %7 = fcmp olt float %2, 0xC1E0000000000000, !dbg !8
  %8 = or i1 %6, %7, !dbg !8
  br i1 %8, label %trap1, label %9, !dbg !8

trap1:                                            ; preds = %5
  call void asm sideeffect "udf #4 /* 0x60 */", "~{memory}"() #1, !dbg !8
  unreachable, !dbg !8

9:                                                ; preds = %5
  %10 = fptosi float %2 to i32, !dbg !8
  br label %return, !dbg !9
}

; Function Attrs: nounwind optsize
define internal i32 @"func[1]"(double %0) #0 section ".text.func[1]" !dbg !10 {
entry:
  %1 = alloca double, align 8
  store double %0, ptr %1, align 8
  br label %start

start:                                            ; preds = %entry
  %2 = load double, ptr %1, align 8, !dbg !11
  %3 = fcmp uno double %2, %2, !dbg !12
  br i1 %3, label %trap, label %5, !dbg !12

return:                                           ; preds = %9
  %4 = phi i32 [ %10, %9 ]
  ret i32 %4, !dbg !13

trap:                                             ; preds = %start
  call void asm sideeffect "udf #5 /* 0x66 */", "~{memory}"() #1, !dbg !12
  unreachable, !dbg !12

5:                                                ; preds = %start
  %6 = fcmp oge double %2, 0x41F0000000000000, !dbg !12
  %7 = fcmp ole double %2, -1.000000e+00, !dbg !12
  %8 = or i1 %6, %7, !dbg !12
  br i1 %8, label %trap1, label %9, !dbg !12

trap1:                                            ; preds = %5
  call void asm sideeffect "udf #4 /* 0x66 */", "~{memory}"() #1, !dbg !12
  unreachable, !dbg !12

9:                                                ; preds = %5
  %10 = fptoui double %2 to i32, !dbg !12
  br label %return, !dbg !13
}

; Function Attrs: nounwind optsize
define internal i64 @"func[2]"(float %0) #0 section ".text.func[2]" !dbg !14 {
entry:
  %1 = alloca float, align 4
  store float %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  %2 = load float, ptr %1, align 4, !dbg !15
  %3 = fcmp uno float %2, %2, !dbg !16
  br i1 %3, label %trap, label %5, !dbg !16

return:                                           ; preds = %9
  %4 = phi i64 [ %10, %9 ]
  ret i64 %4, !dbg !17

trap:                                             ; preds = %start
  call void asm sideeffect "udf #5 /* 0x6c */", "~{memory}"() #1, !dbg !16
  unreachable, !dbg !16

5:                                                ; preds = %start
  %6 = fcmp oge float %2, 0x43E0000000000000, !dbg !16
  %7 = fcmp olt float %2, 0xC3E0000000000000, !dbg !16
  %8 = or i1 %6, %7, !dbg !16
  br i1 %8, label %trap1, label %9, !dbg !16

trap1:                                            ; preds = %5
  call void asm sideeffect "udf #4 /* 0x6c */", "~{memory}"() #1, !dbg !16
  unreachable, !dbg !16

9:                                                ; preds = %5
  %10 = fptosi float %2 to i64, !dbg !16
  br label %return, !dbg !17
}

; Function Attrs: nounwind optsize
define i32 @m_i32_trunc_f32_s(float %0) #0 section ".text.m_i32_trunc_f32_s" !dbg !18 {
  %2 = call i32 @"func[0]"(float %0), !dbg !19
  ret i32 %2, !dbg !19
}

; Function Attrs: nounwind optsize
define i32 @m_i32_trunc_f64_u(double %0) #0 section ".text.m_i32_trunc_f64_u" !dbg !20 {
  %2 = call i32 @"func[1]"(double %0), !dbg !21
  ret i32 %2, !dbg !21
}

; Function Attrs: nounwind optsize
define i64 @m_i64_trunc_f32_s(float %0) #0 section ".text.m_i64_trunc_f32_s" !dbg !22 {
  %2 = call i64 @"func[2]"(float %0), !dbg !23
  ret i64 %2, !dbg !23
}

; Function Attrs: nounwind optsize
define void @__dissolve_m_instantiate() #0 section ".text.__dissolve_m_instantiate" !dbg !24 {
  ret void, !dbg !25
}

attributes #0 = { nounwind optsize "no-builtins" "warn-stack-size"="0" }
attributes #1 = { cold noreturn nounwind }

!llvm.module.flags = !{!0, !1}
!llvm.dbg.cu = !{!2}

!0 = !{i32 2, !"Debug Info Version", i32 3}
!1 = !{i32 2, !"Dwarf Version", i32 4}
!2 = distinct !DICompileUnit(language: DW_LANG_C99, file: !3, producer: "dissolve", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly)
!3 = !DIFile(filename: "m.wasm", directory: "")
!4 = distinct !DISubprogram(name: "i32.trunc_f32_s", linkageName: "i32.trunc_f32_s", scope: null, file: !3, line: 93, type: !5, scopeLine: 93, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!5 = !DISubroutineType(flags: DIFlagPublic, types: !6)
!6 = !{null}
!7 = !DILocation(line: 94, scope: !4)
!8 = !DILocation(line: 96, scope: !4)
!9 = !DILocation(line: 97, scope: !4)
!10 = distinct !DISubprogram(name: "i32.trunc_f64_u", linkageName: "i32.trunc_f64_u", scope: null, file: !3, line: 99, type: !5, scopeLine: 99, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!11 = !DILocation(line: 100, scope: !10)
!12 = !DILocation(line: 102, scope: !10)
!13 = !DILocation(line: 103, scope: !10)
!14 = distinct !DISubprogram(name: "i64.trunc_f32_s", linkageName: "i64.trunc_f32_s", scope: null, file: !3, line: 105, type: !5, scopeLine: 105, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!15 = !DILocation(line: 106, scope: !14)
!16 = !DILocation(line: 108, scope: !14)
!17 = !DILocation(line: 109, scope: !14)
!18 = distinct !DISubprogram(name: "m_i32_trunc_f32_s", linkageName: "m_i32_trunc_f32_s", scope: null, file: !3, line: 93, type: !5, scopeLine: 93, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!19 = !DILocation(line: 93, scope: !18)
!20 = distinct !DISubprogram(name: "m_i32_trunc_f64_u", linkageName: "m_i32_trunc_f64_u", scope: null, file: !3, line: 99, type: !5, scopeLine: 99, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!21 = !DILocation(line: 99, scope: !20)
!22 = distinct !DISubprogram(name: "m_i64_trunc_f32_s", linkageName: "m_i64_trunc_f32_s", scope: null, file: !3, line: 105, type: !5, scopeLine: 105, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!23 = !DILocation(line: 105, scope: !22)
!24 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!25 = !DILocation(line: 0, scope: !24)
