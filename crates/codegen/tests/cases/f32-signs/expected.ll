; ModuleID = 'm'
source_filename = "m"
target datalayout = "e-m:e-p:32:32-Fi8-i64:64-v128:64:128-a:0:32-n32-S64"
target triple = "thumbv7m-unknown-none-eabi"

; Function Attrs: nounwind optsize
define internal float @"func[0]"(float %0) #0 section ".text.func[0]" !dbg !4 {
entry:
  %1 = alloca float, align 4
  store float %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  %2 = load float, ptr %1, align 4, !dbg !7
  %3 = call float @llvm.fabs.f32(float %2), !dbg !8
  br label %return, !dbg !9

return:                                           ; preds = %start
  %4 = phi float [ %3, %start ]
  ret float %4, !dbg !9
}

; Function Attrs: nounwind optsize
define internal float @"func[1]"(float %0) #0 section ".text.func[1]" !dbg !10 {
entry:
  %1 = alloca float, align 4
  store float %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  %2 = load float, ptr %1, align 4, !dbg !11
  %3 = fneg float %2, !dbg !12
  br label %return, !dbg !13

return:                                           ; preds = %start
  %4 = phi float [ %3, %start ]
  ret float %4, !dbg !13
}

; Function Attrs: nounwind optsize
define internal float @"func[2]"(float %0, float %1) #0 section ".text.func[2]" !dbg !14 {
entry:
  %2 = alloca float, align 4
  store float %0, ptr %2, align 4
  %3 = alloca float, align 4
  store float %1, ptr %3, align 4
  br label %start

start:                                            ; preds = %entry
  %4 = load float, ptr %2, align 4, !dbg !15
  %5 = load float, ptr %3, align 4, !dbg !16
  %6 = call float @llvm.copysign.f32(float %4, float %5), !dbg !17
  br label %return, !dbg !18

return:                                           ; preds = %start
  %7 = phi float [ %6, %start ]
  ret float %7, !dbg !18
}

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare float @llvm.fabs.f32(float) #1

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare float @llvm.copysign.f32(float, float) #1

; Function Attrs: nounwind optsize
define float @m_f32_abs(float %0) #0 section ".text.m_f32_abs" !dbg !19 {
  %2 = call float @"func[0]"(float %0), !dbg !20
  ret float %2, !dbg !20
}

; Function Attrs: nounwind optsize
define float @m_f32_neg(float %0) #0 section ".text.m_f32_neg" !dbg !21 {
  %2 = call float @"func[1]"(float %0), !dbg !22
  ret float %2, !dbg !22
}

; Function Attrs: nounwind optsize
define float @m_copysign(float %0, float %1) #0 section ".text.m_copysign" !dbg !23 {
  %3 = call float @"func[2]"(float %0, float %1), !dbg !24
  ret float %3, !dbg !24
}

; Function Attrs: nounwind optsize
define void @__dissolve_m_instantiate() #0 section ".text.__dissolve_m_instantiate" !dbg !25 {
  ret void, !dbg !26
}

attributes #0 = { nounwind optsize "no-builtins" "warn-stack-size"="0" }
attributes #1 = { nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none) }

!llvm.module.flags = !{!0, !1}
!llvm.dbg.cu = !{!2}

!0 = !{i32 2, !"Debug Info Version", i32 3}
!1 = !{i32 2, !"Dwarf Version", i32 4}
!2 = distinct !DICompileUnit(language: DW_LANG_C99, file: !3, producer: "dissolve", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly)
!3 = !DIFile(filename: "m.wasm", directory: "")
!4 = distinct !DISubprogram(name: "f32.abs", linkageName: "f32.abs", scope: null, file: !3, line: 66, type: !5, scopeLine: 66, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!5 = !DISubroutineType(flags: DIFlagPublic, types: !6)
!6 = !{null}
!7 = !DILocation(line: 67, scope: !4)
!8 = !DILocation(line: 69, scope: !4)
!9 = !DILocation(line: 70, scope: !4)
!10 = distinct !DISubprogram(name: "f32.neg", linkageName: "f32.neg", scope: null, file: !3, line: 72, type: !5, scopeLine: 72, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!11 = !DILocation(line: 73, scope: !10)
!12 = !DILocation(line: 75, scope: !10)
!13 = !DILocation(line: 76, scope: !10)
!14 = distinct !DISubprogram(name: "copysign", linkageName: "copysign", scope: null, file: !3, line: 78, type: !5, scopeLine: 78, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!15 = !DILocation(line: 79, scope: !14)
!16 = !DILocation(line: 81, scope: !14)
!17 = !DILocation(line: 83, scope: !14)
!18 = !DILocation(line: 84, scope: !14)
!19 = distinct !DISubprogram(name: "m_f32_abs", linkageName: "m_f32_abs", scope: null, file: !3, line: 66, type: !5, scopeLine: 66, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!20 = !DILocation(line: 66, scope: !19)
!21 = distinct !DISubprogram(name: "m_f32_neg", linkageName: "m_f32_neg", scope: null, file: !3, line: 72, type: !5, scopeLine: 72, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!22 = !DILocation(line: 72, scope: !21)
!23 = distinct !DISubprogram(name: "m_copysign", linkageName: "m_copysign", scope: null, file: !3, line: 78, type: !5, scopeLine: 78, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!24 = !DILocation(line: 78, scope: !23)
!25 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!26 = !DILocation(line: 0, scope: !25)
