; ModuleID = 'm'
source_filename = "m"
target datalayout = "e-m:e-p:32:32-Fi8-i64:64-v128:64:128-a:0:32-n32-S64"
target triple = "thumbv7em-unknown-none-eabihf"

; Function Attrs: nounwind optsize
define internal float @"func[0]"(float %0) #0 section ".text.func[0]" !dbg !4 {
entry:
  %1 = alloca float, align 4
  store float %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  %2 = call float @llvm.ceil.f32(float %0), !dbg !7
  %3 = bitcast float %2 to i32, !dbg !7
  %4 = shl i32 %3, 1, !dbg !7
  %5 = icmp ugt i32 %4, -16777216, !dbg !7
  %6 = or i32 %3, 4194304, !dbg !7
  %7 = select i1 %5, i32 %6, i32 %3, !dbg !7
  %8 = bitcast i32 %7 to float, !dbg !7
  br label %return, !dbg !8

return:                                           ; preds = %start
  %9 = phi float [ %8, %start ]
  ret float %9, !dbg !8
}

; Function Attrs: nounwind optsize
define internal float @"func[1]"(float %0) #0 section ".text.func[1]" !dbg !9 {
entry:
  %1 = alloca float, align 4
  store float %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  %2 = call float @llvm.floor.f32(float %0), !dbg !10
  %3 = bitcast float %2 to i32, !dbg !10
  %4 = shl i32 %3, 1, !dbg !10
  %5 = icmp ugt i32 %4, -16777216, !dbg !10
  %6 = or i32 %3, 4194304, !dbg !10
  %7 = select i1 %5, i32 %6, i32 %3, !dbg !10
  %8 = bitcast i32 %7 to float, !dbg !10
  br label %return, !dbg !11

return:                                           ; preds = %start
  %9 = phi float [ %8, %start ]
  ret float %9, !dbg !11
}

; Function Attrs: nounwind optsize
define internal float @"func[2]"(float %0) #0 section ".text.func[2]" !dbg !12 {
entry:
  %1 = alloca float, align 4
  store float %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  %2 = call float @llvm.trunc.f32(float %0), !dbg !13
  %3 = bitcast float %2 to i32, !dbg !13
  %4 = shl i32 %3, 1, !dbg !13
  %5 = icmp ugt i32 %4, -16777216, !dbg !13
  %6 = or i32 %3, 4194304, !dbg !13
  %7 = select i1 %5, i32 %6, i32 %3, !dbg !13
  %8 = bitcast i32 %7 to float, !dbg !13
  br label %return, !dbg !14

return:                                           ; preds = %start
  %9 = phi float [ %8, %start ]
  ret float %9, !dbg !14
}

; Function Attrs: nounwind optsize
define internal float @"func[3]"(float %0) #0 section ".text.func[3]" !dbg !15 {
entry:
  %1 = alloca float, align 4
  store float %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  %2 = call float @llvm.roundeven.f32(float %0), !dbg !16
  %3 = bitcast float %2 to i32, !dbg !16
  %4 = shl i32 %3, 1, !dbg !16
  %5 = icmp ugt i32 %4, -16777216, !dbg !16
  %6 = or i32 %3, 4194304, !dbg !16
  %7 = select i1 %5, i32 %6, i32 %3, !dbg !16
  %8 = bitcast i32 %7 to float, !dbg !16
  br label %return, !dbg !17

return:                                           ; preds = %start
  %9 = phi float [ %8, %start ]
  ret float %9, !dbg !17
}

; Function Attrs: nounwind optsize
define internal float @"func[4]"(float %0) #0 section ".text.func[4]" !dbg !18 {
entry:
  %1 = alloca float, align 4
  store float %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  %2 = call float @llvm.sqrt.f32(float %0), !dbg !19
  br label %return, !dbg !20

return:                                           ; preds = %start
  %3 = phi float [ %2, %start ]
  ret float %3, !dbg !20
}

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare float @llvm.ceil.f32(float) #1

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare float @llvm.floor.f32(float) #1

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare float @llvm.trunc.f32(float) #1

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare float @llvm.roundeven.f32(float) #1

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare float @llvm.sqrt.f32(float) #1

; Function Attrs: nounwind optsize
define float @m_f32_ceil(float %0) #0 section ".text.m_f32_ceil" !dbg !21 {
  %2 = call float @"func[0]"(float %0), !dbg !22
  ret float %2, !dbg !22
}

; Function Attrs: nounwind optsize
define float @m_f32_floor(float %0) #0 section ".text.m_f32_floor" !dbg !23 {
  %2 = call float @"func[1]"(float %0), !dbg !24
  ret float %2, !dbg !24
}

; Function Attrs: nounwind optsize
define float @m_f32_trunc(float %0) #0 section ".text.m_f32_trunc" !dbg !25 {
  %2 = call float @"func[2]"(float %0), !dbg !26
  ret float %2, !dbg !26
}

; Function Attrs: nounwind optsize
define float @m_f32_nearest(float %0) #0 section ".text.m_f32_nearest" !dbg !27 {
  %2 = call float @"func[3]"(float %0), !dbg !28
  ret float %2, !dbg !28
}

; Function Attrs: nounwind optsize
define float @m_f32_sqrt(float %0) #0 section ".text.m_f32_sqrt" !dbg !29 {
  %2 = call float @"func[4]"(float %0), !dbg !30
  ret float %2, !dbg !30
}

; Function Attrs: nounwind optsize
define void @__dissolve_m_instantiate() #0 section ".text.__dissolve_m_instantiate" !dbg !31 {
  ret void, !dbg !32
}

attributes #0 = { nounwind optsize "no-builtins" "warn-stack-size"="0" }
attributes #1 = { nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none) }

!llvm.module.flags = !{!0, !1}
!llvm.dbg.cu = !{!2}

!0 = !{i32 2, !"Debug Info Version", i32 3}
!1 = !{i32 2, !"Dwarf Version", i32 4}
!2 = distinct !DICompileUnit(language: DW_LANG_C99, file: !3, producer: "dissolve", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly)
!3 = !DIFile(filename: "m.wasm", directory: "")
!4 = distinct !DISubprogram(name: "f32.ceil", linkageName: "f32.ceil", scope: null, file: !3, line: 91, type: !5, scopeLine: 91, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!5 = !DISubroutineType(flags: DIFlagPublic, types: !6)
!6 = !{null}
!7 = !DILocation(line: 94, scope: !4)
!8 = !DILocation(line: 95, scope: !4)
!9 = distinct !DISubprogram(name: "f32.floor", linkageName: "f32.floor", scope: null, file: !3, line: 97, type: !5, scopeLine: 97, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!10 = !DILocation(line: 100, scope: !9)
!11 = !DILocation(line: 101, scope: !9)
!12 = distinct !DISubprogram(name: "f32.trunc", linkageName: "f32.trunc", scope: null, file: !3, line: 103, type: !5, scopeLine: 103, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!13 = !DILocation(line: 106, scope: !12)
!14 = !DILocation(line: 107, scope: !12)
!15 = distinct !DISubprogram(name: "f32.nearest", linkageName: "f32.nearest", scope: null, file: !3, line: 109, type: !5, scopeLine: 109, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!16 = !DILocation(line: 112, scope: !15)
!17 = !DILocation(line: 113, scope: !15)
!18 = distinct !DISubprogram(name: "f32.sqrt", linkageName: "f32.sqrt", scope: null, file: !3, line: 115, type: !5, scopeLine: 115, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!19 = !DILocation(line: 118, scope: !18)
!20 = !DILocation(line: 119, scope: !18)
!21 = distinct !DISubprogram(name: "m_f32_ceil", linkageName: "m_f32_ceil", scope: null, file: !3, line: 91, type: !5, scopeLine: 91, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!22 = !DILocation(line: 91, scope: !21)
!23 = distinct !DISubprogram(name: "m_f32_floor", linkageName: "m_f32_floor", scope: null, file: !3, line: 97, type: !5, scopeLine: 97, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!24 = !DILocation(line: 97, scope: !23)
!25 = distinct !DISubprogram(name: "m_f32_trunc", linkageName: "m_f32_trunc", scope: null, file: !3, line: 103, type: !5, scopeLine: 103, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!26 = !DILocation(line: 103, scope: !25)
!27 = distinct !DISubprogram(name: "m_f32_nearest", linkageName: "m_f32_nearest", scope: null, file: !3, line: 109, type: !5, scopeLine: 109, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!28 = !DILocation(line: 109, scope: !27)
!29 = distinct !DISubprogram(name: "m_f32_sqrt", linkageName: "m_f32_sqrt", scope: null, file: !3, line: 115, type: !5, scopeLine: 115, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!30 = !DILocation(line: 115, scope: !29)
!31 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!32 = !DILocation(line: 0, scope: !31)
