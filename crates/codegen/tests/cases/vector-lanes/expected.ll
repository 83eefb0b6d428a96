; ModuleID = 'm'
source_filename = "m"
target datalayout = "e-m:e-p:32:32-Fi8-i64:64-v128:64:128-a:0:32-n32-S64"
target triple = "thumbv7m-unknown-none-eabi"

; Function Attrs: nounwind optsize
define internal <4 x i32> @"func[0]"(i32 %0) #0 section ".text.func[0]" !dbg !4 {
entry:
  %1 = alloca i32, align 4
  store i32 %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  %2 = insertelement <4 x i32> poison, i32 %0, i32 0, !dbg !7
  %3 = insertelement <4 x i32> %2, i32 %0, i32 1, !dbg !7
  %4 = insertelement <4 x i32> %3, i32 %0, i32 2, !dbg !7
  %5 = insertelement <4 x i32> %4, i32 %0, i32 3, !dbg !7
  br label %return, !dbg !8

return:                                           ; preds = %start
  %6 = phi <4 x i32> [ %5, %start ]
  ret <4 x i32> %6, !dbg !8
}

; Function Attrs: nounwind optsize
define internal i32 @"func[1]"(<4 x i32> %0) #0 section ".text.func[1]" !dbg !9 {
entry:
  %1 = alloca <4 x i32>, align 16
  store <4 x i32> %0, ptr %1, align 8
  br label %start

start:                                            ; preds = %entry
  %2 = extractelement <4 x i32> %0, i32 2, !dbg !10
  %3 = lshr i32 %2, 0, !dbg !10
  br label %return, !dbg !11

return:                                           ; preds = %start
  %4 = phi i32 [ %3, %start ]
  ret i32 %4, !dbg !11
}

; Function Attrs: nounwind optsize
define internal <4 x i32> @"func[2]"(<4 x i32> %0, <4 x i32> %1) #0 section ".text.func[2]" !dbg !12 {
entry:
  %2 = alloca <4 x i32>, align 16
  %3 = alloca <4 x i32>, align 16
  store <4 x i32> %0, ptr %2, align 8
  store <4 x i32> %1, ptr %3, align 8
  br label %start

start:                                            ; preds = %entry
  %4 = bitcast <4 x i32> %0 to <16 x i8>, !dbg !13
  %5 = bitcast <4 x i32> %1 to <16 x i8>, !dbg !13
  %6 = shufflevector <16 x i8> %4, <16 x i8> %5, <16 x i32> <i32 0, i32 16, i32 1, i32 17, i32 2, i32 18, i32 3, i32 19, i32 4, i32 20, i32 5, i32 21, i32 6, i32 22, i32 7, i32 23>, !dbg !13
  %7 = bitcast <16 x i8> %6 to <4 x i32>, !dbg !13
  br label %return, !dbg !14

return:                                           ; preds = %start
  %8 = phi <4 x i32> [ %7, %start ]
  ret <4 x i32> %8, !dbg !14
}

; Function Attrs: nounwind optsize
define void @m_splat(ptr %0, i32 %1) #0 section ".text.m_splat" !dbg !15 {
  %3 = call <4 x i32> @"func[0]"(i32 %1), !dbg !16
  %4 = getelementptr inbounds nuw { [4 x i32] }, ptr %0, i32 0, i32 0, !dbg !16
  store <4 x i32> %3, ptr %4, align 4, !dbg !16
  ret void, !dbg !16
}

; Function Attrs: nounwind optsize
define i32 @m_lane(ptr %0) #0 section ".text.m_lane" !dbg !17 {
  %2 = load <4 x i32>, ptr %0, align 4, !dbg !18
  %3 = call i32 @"func[1]"(<4 x i32> %2), !dbg !18
  ret i32 %3, !dbg !18
}

; Function Attrs: nounwind optsize
define void @m_shuffle(ptr %0, ptr %1, ptr %2) #0 section ".text.m_shuffle" !dbg !19 {
  %4 = load <4 x i32>, ptr %1, align 4, !dbg !20
  %5 = load <4 x i32>, ptr %2, align 4, !dbg !20
  %6 = call <4 x i32> @"func[2]"(<4 x i32> %4, <4 x i32> %5), !dbg !20
  %7 = getelementptr inbounds nuw { [4 x i32] }, ptr %0, i32 0, i32 0, !dbg !20
  store <4 x i32> %6, ptr %7, align 4, !dbg !20
  ret void, !dbg !20
}

; Function Attrs: nounwind optsize
define void @__dissolve_m_instantiate() #0 section ".text.__dissolve_m_instantiate" !dbg !21 {
  ret void, !dbg !22
}

attributes #0 = { nounwind optsize "no-builtins" "warn-stack-size"="0" }

!llvm.module.flags = !{!0, !1}
!llvm.dbg.cu = !{!2}

!0 = !{i32 2, !"Debug Info Version", i32 3}
!1 = !{i32 2, !"Dwarf Version", i32 4}
!2 = distinct !DICompileUnit(language: DW_LANG_C99, file: !3, producer: "dissolve", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly)
!3 = !DIFile(filename: "m.wasm", directory: "")
!4 = distinct !DISubprogram(name: "splat", linkageName: "splat", scope: null, file: !3, line: 65, type: !5, scopeLine: 65, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!5 = !DISubroutineType(flags: DIFlagPublic, types: !6)
!6 = !{null}
!7 = !DILocation(line: 68, scope: !4)
!8 = !DILocation(line: 70, scope: !4)
!9 = distinct !DISubprogram(name: "lane", linkageName: "lane", scope: null, file: !3, line: 72, type: !5, scopeLine: 72, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!10 = !DILocation(line: 75, scope: !9)
!11 = !DILocation(line: 78, scope: !9)
!12 = distinct !DISubprogram(name: "shuffle", linkageName: "shuffle", scope: null, file: !3, line: 80, type: !5, scopeLine: 80, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!13 = !DILocation(line: 85, scope: !12)
!14 = !DILocation(line: 103, scope: !12)
!15 = distinct !DISubprogram(name: "m_splat", linkageName: "m_splat", scope: null, file: !3, line: 65, type: !5, scopeLine: 65, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!16 = !DILocation(line: 65, scope: !15)
!17 = distinct !DISubprogram(name: "m_lane", linkageName: "m_lane", scope: null, file: !3, line: 72, type: !5, scopeLine: 72, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!18 = !DILocation(line: 72, scope: !17)
!19 = distinct !DISubprogram(name: "m_shuffle", linkageName: "m_shuffle", scope: null, file: !3, line: 80, type: !5, scopeLine: 80, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!20 = !DILocation(line: 80, scope: !19)
!21 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!22 = !DILocation(line: 0, scope: !21)
