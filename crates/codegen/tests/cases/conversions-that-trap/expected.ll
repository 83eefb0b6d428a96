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
  %2 = fcmp uno float %0, %0, !dbg !7
  br i1 %2, label %trap, label %4, !dbg !7

return:                                           ; preds = %8
  %3 = phi i32 [ %9, %8 ]
  ret i32 %3, !dbg !8

trap:                                             ; preds = %start
  call void asm sideeffect "udf #5 /* 0x60 */", "~{memory}"() #1, !dbg !7
  unreachable, !dbg !7

4:                                                ; preds = %start
  %5 = fcmp oge float %0, 0x41E0000000000000, !dbg !7
  %6 = fcmp olt float %0, 0xC1E0000000000000, !dbg !7
  %7 = or i1 %5, %6, !dbg !7
  br i1 %7, label %trap1, label %8, !dbg !7

trap1:                                            ; preds = %4
  call void asm sideeffect "udf #4 /* 0x60 */", "~{memory}"() #1, !dbg !7
  unreachable, !dbg !7

8:                                                ; preds = %4
  %9 = fptosi float %0 to i32, !dbg !7
  br label %return, !dbg !8
}

; Function Attrs: nounwind optsize
define internal i32 @"func[1]"(double %0) #0 section ".text.func[1]" !dbg !9 {
entry:
  %1 = alloca double, align 8
  store double %0, ptr %1, align 8
  br label %start

start:                                            ; preds = %entry
  %2 = fcmp uno double %0, %0, !dbg !10
  br i1 %2, label %trap, label %4, !dbg !10

return:                                           ; preds = %8
  %3 = phi i32 [ %9, %8 ]
  ret i32 %3, !dbg !11

trap:                                             ; preds = %start
  call void asm sideeffect "udf #5 /* 0x66 */", "~{memory}"() #1, !dbg !10
  unreachable, !dbg !10

4:                                                ; preds = %start
  %5 = fcmp oge double %0, 0x41F0000000000000, !dbg !10
  %6 = fcmp ole double %0, -1.000000e+00, !dbg !10
  %7 = or i1 %5, %6, !dbg !10
  br i1 %7, label %trap1, label %8, !dbg !10

trap1:                                            ; preds = %4
  call void asm sideeffect "udf #4 /* 0x66 */", "~{memory}"() #1, !dbg !10
  unreachable, !dbg !10

8:                                                ; preds = %4
  %9 = fptoui double %0 to i32, !dbg !10
  br label %return, !dbg !11
}

; Function Attrs: nounwind optsize
define internal i64 @"func[2]"(float %0) #0 section ".text.func[2]" !dbg !12 {
entry:
  %1 = alloca float, align 4
  store float %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  %2 = fcmp uno float %0, %0, !dbg !13
  br i1 %2, label %trap, label %4, !dbg !13

return:                                           ; preds = %8
  %3 = phi i64 [ %9, %8 ]
  ret i64 %3, !dbg !14

trap:                                             ; preds = %start
  call void asm sideeffect "udf #5 /* 0x6c */", "~{memory}"() #1, !dbg !13
  unreachable, !dbg !13

4:                                                ; preds = %start
  %5 = fcmp oge float %0, 0x43E0000000000000, !dbg !13
  %6 = fcmp olt float %0, 0xC3E0000000000000, !dbg !13
  %7 = or i1 %5, %6, !dbg !13
  br i1 %7, label %trap1, label %8, !dbg !13

trap1:                                            ; preds = %4
  call void asm sideeffect "udf #4 /* 0x6c */", "~{memory}"() #1, !dbg !13
  unreachable, !dbg !13

8:                                                ; preds = %4
  %9 = fptosi float %0 to i64, !dbg !13
  br label %return, !dbg !14
}

; Function Attrs: nounwind optsize
define i32 @m_i32_trunc_f32_s(float %0) #0 section ".text.m_i32_trunc_f32_s" !dbg !15 {
  %2 = call i32 @"func[0]"(float %0), !dbg !16
  ret i32 %2, !dbg !16
}

; Function Attrs: nounwind optsize
define i32 @m_i32_trunc_f64_u(double %0) #0 section ".text.m_i32_trunc_f64_u" !dbg !17 {
  %2 = call i32 @"func[1]"(double %0), !dbg !18
  ret i32 %2, !dbg !18
}

; Function Attrs: nounwind optsize
define i64 @m_i64_trunc_f32_s(float %0) #0 section ".text.m_i64_trunc_f32_s" !dbg !19 {
  %2 = call i64 @"func[2]"(float %0), !dbg !20
  ret i64 %2, !dbg !20
}

; Function Attrs: nounwind optsize
define void @__dissolve_m_instantiate() #0 section ".text.__dissolve_m_instantiate" !dbg !21 {
  ret void, !dbg !22
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
!7 = !DILocation(line: 96, scope: !4)
!8 = !DILocation(line: 97, scope: !4)
!9 = distinct !DISubprogram(name: "i32.trunc_f64_u", linkageName: "i32.trunc_f64_u", scope: null, file: !3, line: 99, type: !5, scopeLine: 99, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!10 = !DILocation(line: 102, scope: !9)
!11 = !DILocation(line: 103, scope: !9)
!12 = distinct !DISubprogram(name: "i64.trunc_f32_s", linkageName: "i64.trunc_f32_s", scope: null, file: !3, line: 105, type: !5, scopeLine: 105, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!13 = !DILocation(line: 108, scope: !12)
!14 = !DILocation(line: 109, scope: !12)
!15 = distinct !DISubprogram(name: "m_i32_trunc_f32_s", linkageName: "m_i32_trunc_f32_s", scope: null, file: !3, line: 93, type: !5, scopeLine: 93, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!16 = !DILocation(line: 93, scope: !15)
!17 = distinct !DISubprogram(name: "m_i32_trunc_f64_u", linkageName: "m_i32_trunc_f64_u", scope: null, file: !3, line: 99, type: !5, scopeLine: 99, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!18 = !DILocation(line: 99, scope: !17)
!19 = distinct !DISubprogram(name: "m_i64_trunc_f32_s", linkageName: "m_i64_trunc_f32_s", scope: null, file: !3, line: 105, type: !5, scopeLine: 105, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!20 = !DILocation(line: 105, scope: !19)
!21 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!22 = !DILocation(line: 0, scope: !21)
