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
  %2 = load float, ptr %1, align 4, !dbg !7
  %3 = bitcast float %2 to i32, !dbg !8
  %4 = shl i32 %3, 1, !dbg !8
  %5 = icmp ugt i32 %4, -16777216, !dbg !8
  %6 = or i32 %3, 4194304, !dbg !8
  %7 = select i1 %5, i32 %6, i32 %3, !dbg !8
  %8 = bitcast i32 %7 to float, !dbg !8
  %9 = fpext float %8 to double, !dbg !8
  br label %return, !dbg !9

return:                                           ; preds = %start
  %10 = phi double [ %9, %start ]
  ret double %10, !dbg !9
}

; Function Attrs: nounwind optsize
define internal float @"func[1]"(double %0) #0 section ".text.func[1]" !dbg !10 {
entry:
  %1 = alloca double, align 8
  store double %0, ptr %1, align 8
  br label %start

start:                                            ; preds = %entry
  %2 = load double, ptr %1, align 8, !dbg !11
  %3 = fptrunc double %2 to float, !dbg !12
  br label %return, !dbg !13

return:                                           ; preds = %start
  %4 = phi float [ %3, %start ]
  ret float %4, !dbg !13
}

; Function Attrs: nounwind optsize
define internal i32 @"func[2]"(i64 %0) #0 section ".text.func[2]" !dbg !14 {
entry:
  %1 = alloca i64, align 8
  store i64 %0, ptr %1, align 8
  br label %start

start:                                            ; preds = %entry
  %2 = load i64, ptr %1, align 8, !dbg !15
  %3 = trunc i64 %2 to i32, !dbg !16
  br label %return, !dbg !17

return:                                           ; preds = %start
  %4 = phi i32 [ %3, %start ]
  ret i32 %4, !dbg !17
}

; Function Attrs: nounwind optsize
define internal i64 @"func[3]"(i32 %0) #0 section ".text.func[3]" !dbg !18 {
entry:
  %1 = alloca i32, align 4
  store i32 %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  %2 = load i32, ptr %1, align 4, !dbg !19
  %3 = sext i32 %2 to i64, !dbg !20
  br label %return, !dbg !21

return:                                           ; preds = %start
  %4 = phi i64 [ %3, %start ]
  ret i64 %4, !dbg !21
}

; Function Attrs: nounwind optsize
define internal i64 @"func[4]"(i32 %0) #0 section ".text.func[4]" !dbg !22 {
entry:
  %1 = alloca i32, align 4
  store i32 %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  %2 = load i32, ptr %1, align 4, !dbg !23
  %3 = zext i32 %2 to i64, !dbg !24
  br label %return, !dbg !25

return:                                           ; preds = %start
  %4 = phi i64 [ %3, %start ]
  ret i64 %4, !dbg !25
}

; Function Attrs: nounwind optsize
define internal i32 @"func[5]"(float %0) #0 section ".text.func[5]" !dbg !26 {
entry:
  %1 = alloca float, align 4
  store float %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  %2 = load float, ptr %1, align 4, !dbg !27
  %3 = bitcast float %2 to i32, !dbg !28
  br label %return, !dbg !29

return:                                           ; preds = %start
  %4 = phi i32 [ %3, %start ]
  ret i32 %4, !dbg !29
}

; Function Attrs: nounwind optsize
define double @m_f64_promote_f32(float %0) #0 section ".text.m_f64_promote_f32" !dbg !30 {
  %2 = call double @"func[0]"(float %0), !dbg !31
  ret double %2, !dbg !31
}

; Function Attrs: nounwind optsize
define float @m_f32_demote_f64(double %0) #0 section ".text.m_f32_demote_f64" !dbg !32 {
  %2 = call float @"func[1]"(double %0), !dbg !33
  ret float %2, !dbg !33
}

; Function Attrs: nounwind optsize
define i32 @m_i32_wrap_i64(i64 %0) #0 section ".text.m_i32_wrap_i64" !dbg !34 {
  %2 = call i32 @"func[2]"(i64 %0), !dbg !35
  ret i32 %2, !dbg !35
}

; Function Attrs: nounwind optsize
define i64 @m_i64_extend_i32_s(i32 %0) #0 section ".text.m_i64_extend_i32_s" !dbg !36 {
  %2 = call i64 @"func[3]"(i32 %0), !dbg !37
  ret i64 %2, !dbg !37
}

; Function Attrs: nounwind optsize
define i64 @m_i64_extend_i32_u(i32 %0) #0 section ".text.m_i64_extend_i32_u" !dbg !38 {
  %2 = call i64 @"func[4]"(i32 %0), !dbg !39
  ret i64 %2, !dbg !39
}

; Function Attrs: nounwind optsize
define i32 @m_i32_reinterpret_f32(float %0) #0 section ".text.m_i32_reinterpret_f32" !dbg !40 {
  %2 = call i32 @"func[5]"(float %0), !dbg !41
  ret i32 %2, !dbg !41
}

; Function Attrs: nounwind optsize
define void @__dissolve_m_instantiate() #0 section ".text.__dissolve_m_instantiate" !dbg !42 {
  ret void, !dbg !43
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
!7 = !DILocation(line: 163, scope: !4)
!8 = !DILocation(line: 165, scope: !4)
!9 = !DILocation(line: 166, scope: !4)
!10 = distinct !DISubprogram(name: "f32.demote_f64", linkageName: "f32.demote_f64", scope: null, file: !3, line: 168, type: !5, scopeLine: 168, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!11 = !DILocation(line: 169, scope: !10)
!12 = !DILocation(line: 171, scope: !10)
!13 = !DILocation(line: 172, scope: !10)
!14 = distinct !DISubprogram(name: "i32.wrap_i64", linkageName: "i32.wrap_i64", scope: null, file: !3, line: 174, type: !5, scopeLine: 174, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!15 = !DILocation(line: 175, scope: !14)
!16 = !DILocation(line: 177, scope: !14)
!17 = !DILocation(line: 178, scope: !14)
!18 = distinct !DISubprogram(name: "i64.extend_i32_s", linkageName: "i64.extend_i32_s", scope: null, file: !3, line: 180, type: !5, scopeLine: 180, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!19 = !DILocation(line: 181, scope: !18)
!20 = !DILocation(line: 183, scope: !18)
!21 = !DILocation(line: 184, scope: !18)
!22 = distinct !DISubprogram(name: "i64.extend_i32_u", linkageName: "i64.extend_i32_u", scope: null, file: !3, line: 186, type: !5, scopeLine: 186, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!23 = !DILocation(line: 187, scope: !22)
!24 = !DILocation(line: 189, scope: !22)
!25 = !DILocation(line: 190, scope: !22)
!26 = distinct !DISubprogram(name: "i32.reinterpret_f32", linkageName: "i32.reinterpret_f32", scope: null, file: !3, line: 192, type: !5, scopeLine: 192, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!27 = !DILocation(line: 193, scope: !26)
!28 = !DILocation(line: 195, scope: !26)
!29 = !DILocation(line: 196, scope: !26)
!30 = distinct !DISubprogram(name: "m_f64_promote_f32", linkageName: "m_f64_promote_f32", scope: null, file: !3, line: 162, type: !5, scopeLine: 162, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!31 = !DILocation(line: 162, scope: !30)
!32 = distinct !DISubprogram(name: "m_f32_demote_f64", linkageName: "m_f32_demote_f64", scope: null, file: !3, line: 168, type: !5, scopeLine: 168, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!33 = !DILocation(line: 168, scope: !32)
!34 = distinct !DISubprogram(name: "m_i32_wrap_i64", linkageName: "m_i32_wrap_i64", scope: null, file: !3, line: 174, type: !5, scopeLine: 174, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!35 = !DILocation(line: 174, scope: !34)
!36 = distinct !DISubprogram(name: "m_i64_extend_i32_s", linkageName: "m_i64_extend_i32_s", scope: null, file: !3, line: 180, type: !5, scopeLine: 180, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!37 = !DILocation(line: 180, scope: !36)
!38 = distinct !DISubprogram(name: "m_i64_extend_i32_u", linkageName: "m_i64_extend_i32_u", scope: null, file: !3, line: 186, type: !5, scopeLine: 186, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!39 = !DILocation(line: 186, scope: !38)
!40 = distinct !DISubprogram(name: "m_i32_reinterpret_f32", linkageName: "m_i32_reinterpret_f32", scope: null, file: !3, line: 192, type: !5, scopeLine: 192, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!41 = !DILocation(line: 192, scope: !40)
!42 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!43 = !DILocation(line: 0, scope: !42)
