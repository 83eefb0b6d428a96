; ModuleID = 'm'
source_filename = "m"
target datalayout = "e-m:e-p:32:32-Fi8-i64:64-v128:64:128-a:0:32-n32-S64"
target triple = "thumbv7em-unknown-none-eabihf"

; Function Attrs: nounwind optsize
define internal double @"func[0]"(float %0) #0 section ".text.func[0]" !dbg !4 {
entry:
  %1 = alloca float, align 4
  store float %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  %2 = bitcast float %0 to i32, !dbg !7
  %3 = shl i32 %2, 1, !dbg !7
  %4 = icmp ugt i32 %3, -16777216, !dbg !7
  %5 = or i32 %2, 4194304, !dbg !7
  %6 = select i1 %4, i32 %5, i32 %2, !dbg !7
  %7 = bitcast i32 %6 to float, !dbg !7
  %8 = fpext float %7 to double, !dbg !7
  br label %return, !dbg !8

return:                                           ; preds = %start
  %9 = phi double [ %8, %start ]
  ret double %9, !dbg !8
}

; Function Attrs: nounwind optsize
define internal float @"func[1]"(double %0) #0 section ".text.func[1]" !dbg !9 {
entry:
  %1 = alloca double, align 8
  store double %0, ptr %1, align 8
  br label %start

start:                                            ; preds = %entry
  %2 = fptrunc double %0 to float, !dbg !10
  br label %return, !dbg !11

return:                                           ; preds = %start
  %3 = phi float [ %2, %start ]
  ret float %3, !dbg !11
}

; Function Attrs: nounwind optsize
define internal i32 @"func[2]"(i64 %0) #0 section ".text.func[2]" !dbg !12 {
entry:
  %1 = alloca i64, align 8
  store i64 %0, ptr %1, align 8
  br label %start

start:                                            ; preds = %entry
  %2 = trunc i64 %0 to i32, !dbg !13
  br label %return, !dbg !14

return:                                           ; preds = %start
  %3 = phi i32 [ %2, %start ]
  ret i32 %3, !dbg !14
}

; Function Attrs: nounwind optsize
define internal i64 @"func[3]"(i32 %0) #0 section ".text.func[3]" !dbg !15 {
entry:
  %1 = alloca i32, align 4
  store i32 %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  %2 = sext i32 %0 to i64, !dbg !16
  br label %return, !dbg !17

return:                                           ; preds = %start
  %3 = phi i64 [ %2, %start ]
  ret i64 %3, !dbg !17
}

; Function Attrs: nounwind optsize
define internal i64 @"func[4]"(i32 %0) #0 section ".text.func[4]" !dbg !18 {
entry:
  %1 = alloca i32, align 4
  store i32 %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  %2 = zext i32 %0 to i64, !dbg !19
  br label %return, !dbg !20

return:                                           ; preds = %start
  %3 = phi i64 [ %2, %start ]
  ret i64 %3, !dbg !20
}

; Function Attrs: nounwind optsize
define internal i32 @"func[5]"(float %0) #0 section ".text.func[5]" !dbg !21 {
entry:
  %1 = alloca float, align 4
  store float %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  %2 = bitcast float %0 to i32, !dbg !22
  br label %return, !dbg !23

return:                                           ; preds = %start
  %3 = phi i32 [ %2, %start ]
  ret i32 %3, !dbg !23
}

; Function Attrs: nounwind optsize
define double @m_f64_promote_f32(float %0) #0 section ".text.m_f64_promote_f32" !dbg !24 {
  %2 = call double @"func[0]"(float %0), !dbg !25
  ret double %2, !dbg !25
}

; Function Attrs: nounwind optsize
define float @m_f32_demote_f64(double %0) #0 section ".text.m_f32_demote_f64" !dbg !26 {
  %2 = call float @"func[1]"(double %0), !dbg !27
  ret float %2, !dbg !27
}

; Function Attrs: nounwind optsize
define i32 @m_i32_wrap_i64(i64 %0) #0 section ".text.m_i32_wrap_i64" !dbg !28 {
  %2 = call i32 @"func[2]"(i64 %0), !dbg !29
  ret i32 %2, !dbg !29
}

; Function Attrs: nounwind optsize
define i64 @m_i64_extend_i32_s(i32 %0) #0 section ".text.m_i64_extend_i32_s" !dbg !30 {
  %2 = call i64 @"func[3]"(i32 %0), !dbg !31
  ret i64 %2, !dbg !31
}

; Function Attrs: nounwind optsize
define i64 @m_i64_extend_i32_u(i32 %0) #0 section ".text.m_i64_extend_i32_u" !dbg !32 {
  %2 = call i64 @"func[4]"(i32 %0), !dbg !33
  ret i64 %2, !dbg !33
}

; Function Attrs: nounwind optsize
define i32 @m_i32_reinterpret_f32(float %0) #0 section ".text.m_i32_reinterpret_f32" !dbg !34 {
  %2 = call i32 @"func[5]"(float %0), !dbg !35
  ret i32 %2, !dbg !35
}

; Function Attrs: nounwind optsize
define void @__dissolve_m_instantiate() #0 section ".text.__dissolve_m_instantiate" !dbg !36 {
  ret void, !dbg !37
}

attributes #0 = { nounwind optsize "no-builtins" "warn-stack-size"="0" }

!llvm.module.flags = !{!0, !1}
!llvm.dbg.cu = !{!2}

!0 = !{i32 2, !"Debug Info Version", i32 3}
!1 = !{i32 2, !"Dwarf Version", i32 4}
!2 = distinct !DICompileUnit(language: DW_LANG_C99, file: !3, producer: "dissolve", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly)
!3 = !DIFile(filename: "m.wasm", directory: "")
!4 = distinct !DISubprogram(name: "f64.promote_f32", linkageName: "f64.promote_f32", scope: null, file: !3, line: 162, type: !5, scopeLine: 162, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!5 = !DISubroutineType(flags: DIFlagPublic, types: !6)
!6 = !{null}
!7 = !DILocation(line: 165, scope: !4)
!8 = !DILocation(line: 166, scope: !4)
!9 = distinct !DISubprogram(name: "f32.demote_f64", linkageName: "f32.demote_f64", scope: null, file: !3, line: 168, type: !5, scopeLine: 168, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!10 = !DILocation(line: 171, scope: !9)
!11 = !DILocation(line: 172, scope: !9)
!12 = distinct !DISubprogram(name: "i32.wrap_i64", linkageName: "i32.wrap_i64", scope: null, file: !3, line: 174, type: !5, scopeLine: 174, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!13 = !DILocation(line: 177, scope: !12)
!14 = !DILocation(line: 178, scope: !12)
!15 = distinct !DISubprogram(name: "i64.extend_i32_s", linkageName: "i64.extend_i32_s", scope: null, file: !3, line: 180, type: !5, scopeLine: 180, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!16 = !DILocation(line: 183, scope: !15)
!17 = !DILocation(line: 184, scope: !15)
!18 = distinct !DISubprogram(name: "i64.extend_i32_u", linkageName: "i64.extend_i32_u", scope: null, file: !3, line: 186, type: !5, scopeLine: 186, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!19 = !DILocation(line: 189, scope: !18)
!20 = !DILocation(line: 190, scope: !18)
!21 = distinct !DISubprogram(name: "i32.reinterpret_f32", linkageName: "i32.reinterpret_f32", scope: null, file: !3, line: 192, type: !5, scopeLine: 192, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!22 = !DILocation(line: 195, scope: !21)
!23 = !DILocation(line: 196, scope: !21)
!24 = distinct !DISubprogram(name: "m_f64_promote_f32", linkageName: "m_f64_promote_f32", scope: null, file: !3, line: 162, type: !5, scopeLine: 162, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!25 = !DILocation(line: 162, scope: !24)
!26 = distinct !DISubprogram(name: "m_f32_demote_f64", linkageName: "m_f32_demote_f64", scope: null, file: !3, line: 168, type: !5, scopeLine: 168, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!27 = !DILocation(line: 168, scope: !26)
!28 = distinct !DISubprogram(name: "m_i32_wrap_i64", linkageName: "m_i32_wrap_i64", scope: null, file: !3, line: 174, type: !5, scopeLine: 174, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!29 = !DILocation(line: 174, scope: !28)
!30 = distinct !DISubprogram(name: "m_i64_extend_i32_s", linkageName: "m_i64_extend_i32_s", scope: null, file: !3, line: 180, type: !5, scopeLine: 180, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!31 = !DILocation(line: 180, scope: !30)
!32 = distinct !DISubprogram(name: "m_i64_extend_i32_u", linkageName: "m_i64_extend_i32_u", scope: null, file: !3, line: 186, type: !5, scopeLine: 186, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!33 = !DILocation(line: 186, scope: !32)
!34 = distinct !DISubprogram(name: "m_i32_reinterpret_f32", linkageName: "m_i32_reinterpret_f32", scope: null, file: !3, line: 192, type: !5, scopeLine: 192, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!35 = !DILocation(line: 192, scope: !34)
!36 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!37 = !DILocation(line: 0, scope: !36)
